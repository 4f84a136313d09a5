import { useEffect, useRef } from 'react';
import { useFetcher, useNavigate, useParams } from 'react-router';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CategoryFields, ChannelFields, categoryFields, channelFields } from './structure-fields.tsx';
import type { StructureTask } from './structure-dialogs.tsx';

type Result = FailedForm | { done: true } | undefined;

interface Props {
  community: CommunityDto;
  task: StructureTask;
  onClose: () => void;
}

/** The window for one task. It posts to the task's own page, and asks it to answer instead of leading elsewhere. */
export default function StructureDialog({ community, task, onClose }: Props) {
  const fetcher = useFetcher<Result>();
  const navigate = useNavigate();
  const { channelId, categoryId } = useParams();
  const busy = fetcher.state !== 'idle';
  const failed = fetcher.data && 'error' in fetcher.data ? fetcher.data : undefined;
  const done = !busy && fetcher.data !== undefined && 'done' in fetcher.data;
  const finished = useRef(false);

  useEffect(() => {
    if (!done || finished.current) return;
    finished.current = true;
    onClose();
    if (isOpen(task, channelId, categoryId)) void navigate(`/c/${community.id}`);
  }, [done, onClose, task, channelId, categoryId, community.id, navigate]);

  const address = addressOf(community.id, task);
  if (task.kind === 'delete-channel' || task.kind === 'delete-category') {
    const isChannel = 'channel' in task;
    return (
      <ConfirmDialog
        open
        onClose={onClose}
        busy={busy}
        accent={community.colour}
        title={
          isChannel
            ? m.channel_delete_title({ name: isolate(task.channel.name) })
            : m.category_delete_title({ name: isolate(task.category.name) })
        }
        confirm={isChannel ? m.channel_delete() : m.category_delete()}
        onConfirm={() =>
          void fetcher.submit({ intent: 'delete', stay: '1' }, { method: 'post', action: address })
        }
      >
        {failed ? failed.text : isChannel ? m.channel_delete_text() : m.category_delete_text()}
      </ConfirmDialog>
    );
  }
  return (
    <Dialog open onClose={onClose} accent={community.colour} title={titleOf(task)}>
      <fetcher.Form method="post" action={address} noValidate>
        <input type="hidden" name="stay" value="1" />
        <TaskFields task={task} failed={failed} />
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" look="primary" name="intent" value="save" busy={busy}>
            {task.kind === 'new-channel' || task.kind === 'new-category' ? m.ui_create() : m.ui_save()}
          </Button>
        </div>
      </fetcher.Form>
    </Dialog>
  );
}

function TaskFields({ task, failed }: { task: StructureTask; failed: FailedForm | undefined }) {
  const isChannel = task.kind === 'new-channel' || task.kind === 'edit-channel';
  const form = useFormState(failed, isChannel ? channelFields : categoryFields);
  return (
    <div ref={form.scope} className="grid gap-5">
      <FormMessage>{form.message}</FormMessage>
      {task.kind === 'new-channel' && <input type="hidden" name="categoryId" value={task.categoryId ?? ''} />}
      {isChannel ? (
        <ChannelFields form={form} {...(task.kind === 'edit-channel' && { channel: task.channel })} />
      ) : (
        <CategoryFields form={form} {...(task.kind === 'edit-category' && { category: task.category })} />
      )}
    </div>
  );
}

function titleOf(task: StructureTask): string {
  if (task.kind === 'new-channel') return m.channel_create();
  if (task.kind === 'new-category') return m.category_create();
  return task.kind === 'edit-channel' ? m.channel_edit() : m.category_edit();
}

function addressOf(communityId: string, task: StructureTask): string {
  const base = `/c/${communityId}`;
  if (task.kind === 'new-channel') return `${base}/channels/new`;
  if (task.kind === 'new-category') return `${base}/categories/new`;
  return 'channel' in task ? `${base}/channels/${task.channel.id}` : `${base}/categories/${task.category.id}`;
}

/** Whether what was just deleted is what the page behind shows. */
function isOpen(task: StructureTask, channelId: string | undefined, categoryId: string | undefined): boolean {
  if (task.kind === 'delete-channel') return task.channel.id === channelId;
  return task.kind === 'delete-category' && task.category.id === categoryId;
}
