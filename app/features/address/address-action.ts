import type { RequestScope } from '#server/http/request-scope.ts';
import type { Form } from '../../lib/forms.ts';
import { checkLines, type CheckLine } from './finding-texts.ts';

export interface CheckedAddress {
  mode: 'lan' | 'domain';
  name: string;
  lines: CheckLine[];
}

/** Looks at the address of the form (`intent` check) or sets it. @returns what was found, and whether it is set now */
export async function actOnAddress(
  { services, ctx }: RequestScope,
  form: Form,
): Promise<{ checked: CheckedAddress; saved: boolean }> {
  const mode = form.text('mode') === 'domain' ? 'domain' : 'lan';
  const name = form.text(mode === 'domain' ? 'domain' : 'lanName');
  const saved = form.text('intent') === 'save';
  const report = saved
    ? await services.address.setAddress(ctx, { mode, name })
    : await services.address.checkAddress(ctx, { name });
  return { checked: { mode, name: report.name, lines: checkLines(report, mode) }, saved };
}
