import type { PollDto } from '#contract/polls';

/** An answer as it is drawn. */
export interface ShownAnswer {
  text: string;
  votes: number;
  /** Of those who voted, 0 to 100, rounded: with several answers each they add up to more than 100. */
  percent: number;
  mine: boolean;
  /** It has as many votes as any, and some. */
  leads: boolean;
}

/** A poll with what its reader chose a moment ago and was not acknowledged yet. */
export function withWish(poll: PollDto, wish: readonly number[] | null): PollDto {
  const mine = poll.mine ?? [];
  if (!wish) return poll;
  return {
    ...poll,
    mine: [...wish],
    votes: poll.votes.map(
      (count, answer) => count + Number(wish.includes(answer)) - Number(mine.includes(answer)),
    ),
    voters: poll.voters + Number(wish.length > 0) - Number(mine.length > 0),
  };
}

/** The answers in their order, with what each has. */
export function shownAnswers({ answers, votes, voters, mine = [] }: PollDto): ShownAnswer[] {
  const most = Math.max(...votes);
  return answers.map((text, answer) => {
    const count = votes[answer] ?? 0;
    return {
      text,
      votes: count,
      percent: voters === 0 ? 0 : Math.round((count / voters) * 100),
      mine: mine.includes(answer),
      leads: most > 0 && count === most,
    };
  });
}

/** What one chooses by pressing an answer: it alone, or with several allowed it in addition, or no longer. */
export function pressed({ multiple, mine = [] }: PollDto, answer: number): number[] {
  if (!multiple) return [answer];
  return mine.includes(answer)
    ? mine.filter((chosen) => chosen !== answer)
    : [...mine, answer].toSorted((a, b) => a - b);
}
