import type { RenderPlan } from './plan.js';

/** What is to be seen at one moment, before the texts. */
export type Layers =
  /** One scene; `light` is 1, or less while it fades to or from black. */
  | { readonly kind: 'one'; readonly scene: number; readonly light: number }
  /** Two scenes; `mix` is the share of the second, 0-1. */
  | { readonly kind: 'two'; readonly from: number; readonly to: number; readonly mix: number };

/** The scenes of a moment in milliseconds. */
export function layersAt(plan: RenderPlan, time: number): Layers {
  let scene = 0;
  while ((plan.scenes[scene + 1]?.start ?? Infinity) <= time) scene++;
  const transition = plan.transitions.find(({ from, until }) => time >= from && time < until);
  if (!transition) return { kind: 'one', scene, light: 1 };
  const progress = (time - transition.from) / (transition.until - transition.from);
  if (transition.kind === 'fade-black') return { kind: 'one', scene, light: Math.abs(progress * 2 - 1) };
  return { kind: 'two', from: transition.scene - 1, to: transition.scene, mix: smooth(progress) };
}

/** Starts and ends gently: 3p² - 2p³. */
export function smooth(progress: number): number {
  return progress * progress * (3 - 2 * progress);
}
