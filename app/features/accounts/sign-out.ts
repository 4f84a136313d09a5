import { clearLocalCopies } from '../../realtime/clear-local-copies.ts';
import { isReachable } from '../../realtime/insist.ts';

/** How long clearing may hold up the signing out, in milliseconds: a database that does not answer must not keep anybody in. */
const patience = 1_500;

/**
 * Signs this browser out. What it keeps of people's writing goes first; then a plain post leaves the page, and with it
 * all that it held in memory.
 *
 * Resolves to false when the instance does not answer: then nobody is signed out, and nothing is removed.
 */
export async function signOut(): Promise<boolean> {
  if (!(await isReachable())) return false;
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  await Promise.race([clearLocalCopies().catch(() => undefined), late]);
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/logout';
  document.body.append(form);
  form.submit();
  return true;
}
