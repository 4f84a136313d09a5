import { ShieldHalf } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { doTask } from '../../../features/members/do-task.ts';
import { useMemberCards } from '../../../features/members/cards-context.ts';
import { MemberFacts, MemberHead } from '../../../features/members/member-facts.tsx';
import { MemberRecordSections } from '../../../features/members/member-record.tsx';
import { shownName } from '../../../features/members/names.ts';
import { TaskFields, taskFields } from '../../../features/members/task-fields.tsx';
import { taskTexts } from '../../../features/members/task-texts.tsx';
import { memberAddress } from '../../../features/members/address.ts';
import { isMemberTask, type MemberTask, tasksFor } from '../../../features/members/tasks.ts';
import { OwnNote } from '../../../features/profiles/own-note.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useCommunity } from '../../../realtime/hooks.ts';
import { Banner, FormMessage } from '../../../ui/banner.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/member';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.profile.account.displayName ?? m.shell_members());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { communityId, accountId } = args.params;
    const query = new URL(args.request.url).searchParams;
    const profile = await scope.services.members.getMember(scope.ctx, { communityId, accountId });
    return {
      profile,
      isSelf: viewer.id === accountId,
      viewerId: viewer.id,
      asks: query.get('do'),
      done: query.get('done'),
    };
  });
}

/** From a window above another page (`stay`) it answers there; else it leads back here, or to who remains. */
export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    const { communityId, accountId } = args.params;
    await doTask(scope, form, { communityId, accountId });
    if (form.checked('stay')) return { done: true as const };
    const intent = form.text('intent');
    return redirect(`${memberAddress(communityId, accountId)}?done=${intent}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Member({ loaderData, actionData, params }: Route.ComponentProps) {
  const { profile, asks, done, viewerId } = loaderData;
  const { communityId } = params;
  const community = useCommunity(communityId);
  const { ask } = useMemberCards();
  if (!community) return null;
  const name = shownName({ ...profile.account, nickname: profile.member?.nickname });
  const page = memberAddress(communityId, profile.account.id);
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  const tasks = tasksFor(profile);
  const task = isMemberTask(asks) && tasks.includes(asks) ? asks : undefined;
  return (
    <CommunityPage title={name} back={`/c/${communityId}/members`}>
      {isMemberTask(done) && !failed && (
        <div role="status" className="mb-6">
          <Banner kind="success">{taskTexts[done].done()}</Banner>
        </div>
      )}
      <div className="mb-8 grid grid-cols-[minmax(0,1fr)] gap-5 rounded-l bg-panel p-5">
        <MemberHead community={community} profile={profile} level="h2" on="panel" />
        <MemberFacts community={community} profile={profile} />
        {typeof profile.about?.note === 'string' && (
          <OwnNote
            key={profile.account.id}
            accountId={profile.account.id}
            note={profile.about.note}
            action={page}
          />
        )}
      </div>
      {task ? (
        <TaskForm key={task} task={task} profile={profile} name={name} failed={failed} />
      ) : (
        (tasks.length > 0 || profile.may.includes('roles')) && (
          <SettingsSection title={m.people_acts()}>
            <div className="flex flex-wrap gap-2">
              {profile.may.includes('roles') && (
                <ButtonLink to={`${page}/roles`}>
                  <ShieldHalf size={16} aria-hidden /> {m.act_roles()}
                </ButtonLink>
              )}
              {tasks.map((each) => (
                <ButtonLink
                  key={each}
                  to={`?do=${each}`}
                  preventScrollReset
                  {...(taskTexts[each].danger && { look: 'quiet-danger' as const })}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    ask(each, profile);
                  }}
                >
                  {taskTexts[each].icon}
                  {each === 'nickname' && loaderData.isSelf ? m.act_nickname_own() : taskTexts[each].label()}
                </ButtonLink>
              ))}
            </div>
          </SettingsSection>
        )
      )}
      {profile.record && (
        <MemberRecordSections
          profile={profile}
          record={profile.record}
          mayDeleteAny={community.ownerId === viewerId}
          viewerId={viewerId}
          failed={failed?.values['intent'] === 'note' ? failed : undefined}
        />
      )}
    </CommunityPage>
  );
}

/** What a window would ask, on the page itself: for browsers without JavaScript, and for links. */
function TaskForm({
  task,
  profile,
  name,
  failed,
}: {
  task: MemberTask;
  profile: Route.ComponentProps['loaderData']['profile'];
  name: string;
  failed: Parameters<typeof useFormState>[0];
}) {
  const form = useFormState(failed, taskFields[task]);
  const texts = taskTexts[task];
  return (
    <SettingsSection title={texts.title(name)} note={texts.text()}>
      <Form method="post" noValidate ref={form.ref} className="grid gap-4">
        <FormMessage>{form.message}</FormMessage>
        <TaskFields task={task} profile={profile} form={form} />
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="?" preventScrollReset>
            {m.ui_cancel()}
          </ButtonLink>
          <SubmitButton intent={task} {...(texts.danger && { look: 'danger' as const })}>
            {task === 'nickname' ? m.ui_save() : texts.label()}
          </SubmitButton>
        </div>
      </Form>
    </SettingsSection>
  );
}
