import type { Figure } from './bench.js';

/**
 * Does the work of every side once a round. The side that begins changes with the round, so that none always finds
 * the machine as another left it.
 */
export async function inTurns<Side extends string, Sample>(
  sides: Readonly<Record<Side, () => Promise<Sample>>>,
  rounds: number,
): Promise<Record<Side, Sample[]>> {
  const names = Object.keys(sides) as Side[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Side, Sample[]>;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(round + i) % names.length] as Side;
      samples[name].push(await sides[name]());
    }
  }
  return samples;
}

/** One quantity of every side that has it. */
export function figuresOf<Sample>(
  samples: Readonly<Record<string, readonly Sample[]>>,
  quantity: string,
  unit: string,
  pick: (sample: Sample) => number | undefined,
): Figure[] {
  return Object.entries(samples).flatMap(([side, taken]) => {
    const values = taken.map(pick).filter((value) => value !== undefined);
    return values.length > 0 ? [{ side, quantity, unit, values }] : [];
  });
}
