import { Form } from 'react-router';
import type { RoleMember } from '#contract/roles';
import { m } from '#i18n';
import type { ButtonLook } from '../../ui/button.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';

/** Members with boxes to tick, `member:<id>`, and one button for those that are. Who is not below the viewer has none. */
export function MemberChecks({
  members,
  more,
  intent,
  submit,
  look,
  fixed = false,
}: {
  members: readonly RoleMember[];
  more: boolean;
  intent: string;
  submit: string;
  look?: ButtonLook;
  /** Nobody can be ticked. */
  fixed?: boolean;
}) {
  return (
    <Form key={members.map(({ id }) => id).join()} method="post" preventScrollReset>
      <ul className="-mx-2 grid">
        {members.map((member) => (
          <li key={member.id}>
            <label className="flex min-h-12 items-center gap-3 rounded-base px-2 hover:bg-hover">
              {member.isBelow && !fixed ? (
                <input
                  type="checkbox"
                  name={`member:${member.id}`}
                  className="size-4.5 flex-none accent-accent"
                />
              ) : (
                <span className="w-4.5 flex-none" />
              )}
              <Avatar id={member.id} name={member.name} size="medium" />
              <span className="min-w-0 flex-1">
                <bdi className="name leading-tight font-medium">{member.name}</bdi>
                <bdi className="name text-small leading-tight text-faint">{member.username}</bdi>
              </span>
              {!member.isBelow && <span className="flex-none text-small text-faint">{m.role_above()}</span>}
            </label>
          </li>
        ))}
      </ul>
      {more && <p className="mt-2 text-note text-soft">{m.role_members_more()}</p>}
      {!fixed && members.some(({ isBelow }) => isBelow) && (
        <div className="mt-3">
          <SubmitButton intent={intent} look={look ?? 'primary'}>
            {submit}
          </SubmitButton>
        </div>
      )}
    </Form>
  );
}
