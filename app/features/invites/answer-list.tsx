import type { JoinAnswer } from '#contract/invites';

/** What somebody answered when they asked to come in. */
export function AnswerList({ answers }: { answers: readonly JoinAnswer[] }) {
  return (
    <dl className="grid gap-2.5">
      {answers.map(({ question, answer }, index) => (
        <div key={`${index} ${question}`}>
          <dt className="text-small text-soft">
            <bdi>{question}</bdi>
          </dt>
          <dd dir="auto" className="mt-0.5 break-words whitespace-pre-wrap">
            {answer}
          </dd>
        </div>
      ))}
    </dl>
  );
}
