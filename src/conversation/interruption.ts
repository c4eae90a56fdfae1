import { Failure } from '../failure.js';
import type { InterruptReason } from './ports/work.js';

/** Why an act was cut: not an error of anybody. It is the reason of the act's abort signal. */
export class Interruption extends Failure {
  readonly why: InterruptReason;

  constructor(why: InterruptReason) {
    super('stopped', { detail: why });
    this.name = 'Interruption';
    this.why = why;
  }
}
