import type { State } from '../store.js';
import { Hero } from './hero.js';

/** What a newcomer sees: what this is, in one glance, and something to begin with. */
export function EmptyState({ state, onExample }: { state: State; onExample: (text: string) => void }) {
  const { words, skills, thread } = state;
  const skill = skills?.skills.find((each) => each.slug === (thread.skill ?? skills.default));
  const examples = skill ? [...new Set([skill.mainExample, ...skill.examples])].slice(0, 3) : [];

  return (
    <div class="empty">
      <div class="empty-inner">
        <Hero />
        <h2>{words.heroTitle}</h2>
        <ol class="steps">
          {[words.heroStep1, words.heroStep2, words.heroStep3].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        {skill && <p class="greeting">{skill.greeting}</p>}
        {examples.length > 0 && (
          <section class="examples" aria-label={words.trySaying}>
            {examples.map((example) => (
              <button type="button" class="chip" key={example} onClick={() => onExample(example)}>
                {example}
              </button>
            ))}
          </section>
        )}
        {skills?.notice && <p class="notice">{skills.notice}</p>}
      </div>
    </div>
  );
}
