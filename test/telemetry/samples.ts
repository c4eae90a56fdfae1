/** Reads Prometheus' text format: the value of one series, such as `reelthread_turns_total{ending="complete"}`. */
export function sample(text: string, series: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
