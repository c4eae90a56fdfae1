/** What a clause is, seen by itself; `sentence.ts` decides what becomes of it among its neighbours. */
export interface Reading {
  readonly role: /** An instruction that only somebody with a screen can follow. */
    | 'screen'
    /** "if you like", "once it is ready", "to export": shares the fate of its main clause. */
    | 'side'
    /** "tell me what to change": can be done here. */
    | 'talk'
    /** "Tip:", "Next step:": goes when what it announces goes. */
    | 'label'
    /** "and share it": no subject of its own, so it continues the instruction before it. */
    | 'continuation'
    | 'content';
  /**
   * For 'screen': an action is one by itself ("click"), a place colours what is joined to it ("... in the
   * editor").
   */
  readonly by?: 'action' | 'place';
  /** It says itself that the reader shall act: "you can", "please". */
  readonly asksReader?: boolean;
  /** For 'side': it is itself about the screen ("after clicking Export"). */
  readonly onScreen?: boolean;
  /** It tells what something on the screen has; what is joined to it ("720p | and 1080p") belongs to it. */
  readonly enumerates?: boolean;
  /**
   * Makes sense only with the next instruction: "trim" in "trim or split the clip", "select the text and
   * press Delete".
   */
  readonly leansOnNext?: boolean;
  /**
   * How many words at its end are only a place on the screen: "ready | to preview in the player" has five.
   */
  readonly placeWords?: number;
}
