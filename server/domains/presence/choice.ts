import type { OwnPresenceDto, PresenceChoice, StatusDto } from './contract.ts';

export type Choice = PresenceChoice;

/** Of who never chose anything. */
export const noChoice: Choice = { chosen: 'online', emoji: '', text: '', endsAt: null, version: 0 };

const isOver = ({ endsAt }: Choice, now: Date): boolean =>
  endsAt !== null && Date.parse(endsAt) <= now.getTime();

/** The custom status, while it lasts. */
export const statusOf = (choice: Choice, now: Date): StatusDto | undefined =>
  (choice.emoji === '' && choice.text === '') || isOver(choice, now)
    ? undefined
    : { emoji: choice.emoji, text: choice.text };

export function presentOwn(choice: Choice, now: Date): OwnPresenceDto {
  const status = statusOf(choice, now);
  return {
    chosen: choice.chosen,
    status: status ? { ...status, endsAt: choice.endsAt } : null,
    version: choice.version,
  };
}
