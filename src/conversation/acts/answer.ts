import type { Act } from '../act.js';
import { foreignLine } from '../foreign-text.js';
import { textReply } from '../simple-replies.js';

/**
 * An answer by button. When every open question has its answer, resolves to the message for the agent, one line per
 * question (contract §6.1: `1. <prompt>: <label>`); before that to undefined.
 */
export async function collectAnswer(
  act: Act,
  answer: { asked: string; question: number; option: number },
): Promise<string | undefined> {
  const { conversation, words } = act;
  const asked = conversation.asked;
  const question = asked?.id === answer.asked ? asked.questions[answer.question] : undefined;
  const option = question?.options[answer.option];
  if (!asked || !option) {
    await act.say('question-gone', textReply(act, words.questionGone));
    return undefined;
  }
  const answers = asked.questions.map((_, index) =>
    index === answer.question ? option.label : (asked.answers[index] ?? null),
  );
  if (answers.includes(null)) {
    conversation.asked = { ...asked, answers };
    await act.save();
    await act.say('noted', textReply(act, words.answerNoted(foreignLine(option.label))));
    return undefined;
  }
  return asked.questions.map(({ prompt }, index) => `${index + 1}. ${prompt}: ${answers[index]}`).join('\n');
}
