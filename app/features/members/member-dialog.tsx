import { useEffect, useRef } from 'react';
import { useFetcher } from 'react-router';
import type { CommunityDto } from '#contract/communities';
import type { MemberProfile } from '#contract/members';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { shownName } from './names.ts';
import { TaskFields, taskFields } from './task-fields.tsx';
import { taskTexts } from './task-texts.tsx';
import { memberAddress } from './address.ts';
import type { MemberTask } from './tasks.ts';

type Result = FailedForm | { done: true } | undefined;

/** The window for one task about a member. It posts to the member's own page, and asks it to answer here. */
export default function MemberDialog({
  community,
  task,
  profile,
  onClose,
}: {
  community: CommunityDto;
  task: MemberTask;
  profile: MemberProfile;
  onClose: () => void;
}) {
  const fetcher = useFetcher<Result>();
  const toast = useToast();
  const busy = fetcher.state !== 'idle';
  const failed = fetcher.data && 'error' in fetcher.data ? fetcher.data : undefined;
  const done = fetcher.data !== undefined && 'done' in fetcher.data;
  const form = useFormState(failed, taskFields[task]);
  const texts = taskTexts[task];
  const finished = useRef(false);

  useEffect(() => {
    if (!done || finished.current) return;
    finished.current = true;
    toast(texts.done());
    onClose();
  }, [done, onClose, toast, texts]);

  const name = shownName({ ...profile.account, nickname: profile.member?.nickname });
  return (
    <Dialog
      open
      onClose={onClose}
      accent={community.colour}
      title={texts.title(name)}
      description={texts.text()}
    >
      <fetcher.Form method="post" action={memberAddress(community.id, profile.account.id)} noValidate>
        <input type="hidden" name="stay" value="1" />
        <div ref={form.scope} className="grid gap-4">
          <FormMessage>{form.message}</FormMessage>
          <TaskFields task={task} profile={profile} form={form} />
        </div>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button
            type="submit"
            look={texts.danger ? 'danger' : 'primary'}
            name="intent"
            value={task}
            busy={busy}
          >
            {task === 'nickname' ? m.ui_save() : texts.label()}
          </Button>
        </div>
      </fetcher.Form>
    </Dialog>
  );
}
