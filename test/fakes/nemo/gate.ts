/** Something that waits until a test says so: delays without real time. */
export interface Gate {
  open(): void;
  /** Resolves when the gate has been opened. */
  readonly opened: Promise<void>;
  /** Called by whoever comes to the gate. */
  pass(): Promise<void>;
  /** Resolves when somebody has come to the gate (and perhaps waits there). */
  readonly reached: Promise<void>;
}

export function newGate(): Gate {
  let open = () => {};
  let reach = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return {
    open: () => open(),
    opened,
    reached,
    pass: () => {
      reach();
      return opened;
    },
  };
}
