import { z } from 'zod';
import { id, line } from '#server/platform/input.ts';
import { auditActions, auditLimits } from './contract.ts';

const filter = {
  actorId: id.optional(),
  targetId: id.optional(),
  action: z.enum(auditActions).optional(),
  /** The `next` of an earlier page. */
  before: id.optional(),
};

export const listEntriesInput = z.strictObject({ communityId: id, ...filter });
export const listInstanceEntriesInput = z.strictObject(filter);

/** Why somebody did what they did: optional everywhere. */
export const reasonInput = line(0, auditLimits.reasonMax).optional();
