import { createParser } from 'eventsource-parser';
import { SignalReader } from '../src/nemo/turn/signal-reader.js';
import { Transcript } from '../src/nemo/turn/transcript.js';
import { cut, recordedStreams } from './sse/recorded-streams.js';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import { median } from './suite/statistics.js';

const GOAL = 0.8;
/** What fits into one segment on an Ethernet. */
const SEGMENT_BYTES = 1_448;
/** The sides take turns so often that other work on the machine meets both. */
const SLICES = 25;

type Turn = readonly Buffer[];

/** One turn through what a program has that only wants the values. */
function parseAlone(turn: Turn, seen: { values: number }): void {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ data }) => {
      if (JSON.parse(data) !== undefined) seen.values += 1;
    },
  });
  for (const bytes of turn) parser.feed(decoder.decode(bytes, { stream: true }));
  parser.feed(decoder.decode());
}

/** One turn as the client reads it: every variant told apart, texts and tools put together to a result. */
function parseAndAggregate(turn: Turn, seen: { values: number }): void {
  const transcript = new Transcript(() => {});
  const reader = new SignalReader((signals) => {
    for (const signal of signals) transcript.add(signal);
    seen.values += 1;
  });
  for (const bytes of turn) reader.feed(bytes);
  reader.end();
  transcript.result('complete', ({ code }) => code);
}

/** Megabytes in a second of processor time, garbage collection included, of both sides in slices that alternate. */
function race(turns: readonly Turn[], bytes: number, total: number): { ours: number; peer: number } {
  const passes = Math.max(1, Math.round(total / bytes / SLICES));
  const seconds = { ours: 0, peer: 0 };
  const seen = { ours: { values: 0 }, peer: { values: 0 } };
  const sides = { ours: parseAndAggregate, peer: parseAlone };
  for (let slice = 0; slice < SLICES; slice++) {
    for (const side of slice % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)) {
      const start = process.cpuUsage();
      for (let pass = 0; pass < passes; pass++) for (const turn of turns) sides[side](turn, seen[side]);
      const { user, system } = process.cpuUsage(start);
      seconds[side] += (user + system) / 1e6;
    }
  }
  if (seen.ours.values !== seen.peer.values) throw new Error('the sides did not see the same events');
  const megabytes = (SLICES * passes * bytes) / 1e6;
  return { ours: megabytes / seconds.ours, peer: megabytes / seconds.peer };
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const streams = recordedStreams();
  const turns = cut(streams, SEGMENT_BYTES);
  const bytes = streams.reduce((sum, { length }) => sum + length, 0);
  const total = quick ? 5e6 : 50e6;
  race(turns, bytes, total / 5);
  const results = Array.from({ length: rounds }, () => race(turns, bytes, total));
  const ratio = median(results.map(({ ours, peer }) => ours / peer));
  return {
    bench: 'sse',
    work:
      `${streams.length} recorded streams of an ADK server, repeated to ${total / 1e6} MB, ` +
      `in pieces of 1 to ${SEGMENT_BYTES} bytes; a parser of its own for every stream`,
    figures: [
      { side: 'ours', quantity: 'throughput', unit: 'MB/s', values: results.map(({ ours }) => ours) },
      {
        side: 'eventsource-parser + JSON.parse',
        quantity: 'throughput',
        unit: 'MB/s',
        values: results.map(({ peer }) => peer),
      },
    ],
    goals: [
      {
        goal: `at least ${GOAL} of eventsource-parser + JSON.parse alone`,
        measured: ratio.toFixed(2),
        reached: ratio >= GOAL,
      },
    ],
    notes: [
      'The peer throws the values away: it tells no heartbeat from progress, no text from a tool, and keeps nothing.',
      'The peer decodes with a streaming TextDecoder, as its documentation shows; ours with a StringDecoder, which is faster where the bytes are ASCII and a little slower where they are not.',
      'Both sides run in one process and take turns 25 times in a round; the network is left out. Time is processor time.',
    ],
  };
}

export const bench: Bench = { name: 'sse', title: 'Events parsed, classified and aggregated', run };
