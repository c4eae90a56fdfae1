import { type Metrics, noMetrics } from '../../src/conversation/telemetry.js';

/** Metrics of which only the requests to platforms are kept, such as `slack ok`. */
export class CountedRequests {
  readonly ended: string[] = [];
  readonly metrics: Metrics = {
    ...noMetrics,
    platformRequest: (platform, outcome) => this.ended.push(`${platform} ${outcome}`),
  };
}
