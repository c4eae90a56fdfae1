/** Three pictures on a thread that ends in a video. Pure decoration. */
export function Hero() {
  return (
    <svg class="hero" viewBox="0 0 420 150" width="420" height="150" aria-hidden="true" focusable="false">
      <Picture x={26} y={36} turn={-7} tone="one" />
      <Picture x={104} y={26} turn={4} tone="two" />
      <Picture x={182} y={40} turn={-3} tone="three" />
      <path
        class="hero-thread"
        d="M4 20C24 44 40 46 62 42s52-20 78-10 52 20 76 13 32-17 52-9"
        fill="none"
        stroke-width="2.4"
        stroke-linecap="round"
      />
      {[
        [60, 42],
        [138, 31],
        [216, 45],
      ].map(([x, y]) => (
        <circle key={x} class="hero-pin" cx={x} cy={y} r="4" />
      ))}
      <g transform="translate(268 22)">
        <rect class="hero-frame" width="144" height="96" rx="12" />
        <path
          class="hero-hill"
          d="M0 74c24-26 44-24 66-4s44 12 78-14v28a12 12 0 0 1-12 12H12A12 12 0 0 1 0 84z"
        />
        <circle class="hero-sun" cx="112" cy="28" r="9" />
        <circle class="hero-play" cx="72" cy="48" r="20" />
        <path class="hero-triangle" d="m66.5 39.5 14 8.5-14 8.5z" />
        <rect class="hero-track" x="14" y="106" width="116" height="5" rx="2.5" />
        <rect class="hero-played" x="14" y="106" width="48" height="5" rx="2.5" />
      </g>
    </svg>
  );
}

function Picture({ x, y, turn, tone }: { x: number; y: number; turn: number; tone: string }) {
  return (
    <g transform={`translate(${x} ${y}) rotate(${turn} 34 38)`}>
      <rect class="hero-card" width="68" height="76" rx="9" />
      <rect class={`hero-photo ${tone}`} x="6" y="6" width="56" height="50" rx="5" />
      <circle class="hero-sun" cx="46" cy="20" r="5" />
      <path class="hero-hill" d="M6 46c10-14 17-14 26-4s18 6 30-8v17a5 5 0 0 1-5 5H11a5 5 0 0 1-5-5z" />
    </g>
  );
}
