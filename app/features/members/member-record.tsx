import { Trash2 } from 'lucide-react';
import { Form, useFetcher } from 'react-router';
import type { AuditEntryDto } from '#contract/audit';
import { type MemberProfile, type MemberRecord, memberLimits } from '#contract/members';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FieldFrame, inputClass, useField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { useFailureToast } from '../../ui/use-failure-toast.ts';
import { SettingsSection } from '../settings/settings-frame.tsx';
import { moment } from './member-facts.tsx';

/** What moderators know about a person: a ban, their notes, and what was done. */
export function MemberRecordSections({
  profile,
  record,
  viewerId,
  mayDeleteAny,
  failed,
}: {
  profile: MemberProfile;
  record: MemberRecord;
  viewerId: string;
  mayDeleteAny: boolean;
  failed: FailedForm | undefined;
}) {
  const { ban, notes, history } = record;
  return (
    <>
      {ban && (
        <SettingsSection title={m.banned_title()}>
          <Banner kind="danger">
            <p suppressHydrationWarning>
              {ban.expiresAt
                ? m.banned_until({ when: moment(ban.expiresAt), name: isolate(ban.by) })
                : m.banned_good({ name: isolate(ban.by) })}
            </p>
            {ban.reason && <p dir="auto">{ban.reason}</p>}
          </Banner>
        </SettingsSection>
      )}
      <SettingsSection title={m.notes_title()} note={m.notes_note()}>
        {notes.length === 0 && <p className="mb-4 text-note text-soft">{m.notes_none()}</p>}
        <ul className="mb-5 grid gap-2">
          {notes.map((note) => (
            <li key={note.id} className="flex items-start gap-2 rounded-m bg-panel px-3.5 py-2.5">
              <div className="min-w-0 flex-1">
                <p dir="auto" className="break-words whitespace-pre-wrap">
                  {note.body}
                </p>
                <p className="mt-1 text-small text-faint" suppressHydrationWarning>
                  <bdi>{note.author.name}</bdi> · {moment(note.createdAt)}
                </p>
              </div>
              {(mayDeleteAny || note.author.id === viewerId) && <DeleteNote id={note.id} />}
            </li>
          ))}
        </ul>
        <NoteForm key={notes[0]?.id} failed={failed} />
      </SettingsSection>
      <SettingsSection title={m.history_title()}>
        {history.length === 0 && !profile.member && <p className="text-note text-soft">{m.history_none()}</p>}
        <ol className="grid gap-3">
          {history.map((entry) => (
            <HistoryEntry
              key={entry.id}
              at={entry.createdAt}
              text={sentenceOf(entry)}
              reason={entry.reason}
            />
          ))}
          {profile.member && (
            <HistoryEntry at={profile.member.joinedAt} text={m.history_joined()} reason="" />
          )}
        </ol>
      </SettingsSection>
    </>
  );
}

function NoteForm({ failed }: { failed: FailedForm | undefined }) {
  const form = useFormState(failed, ['body']);
  const { id, problem, input } = useField({ name: 'body', form, hint: undefined });
  return (
    <Form method="post" noValidate ref={form.ref} className="grid gap-3">
      <FormMessage>{form.message}</FormMessage>
      <FieldFrame id={id} label={m.notes_label()} problem={problem}>
        <textarea
          rows={2}
          dir="auto"
          maxLength={memberLimits.noteMax}
          defaultValue={form.value('body') ?? ''}
          className={inputClass}
          {...input}
        />
      </FieldFrame>
      <div>
        <SubmitButton intent="note" look="secondary">
          {m.notes_add()}
        </SubmitButton>
      </div>
    </Form>
  );
}

function DeleteNote({ id }: { id: string }) {
  const fetcher = useFetcher();
  useFailureToast(fetcher.data);
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="stay" value="1" />
      <input type="hidden" name="noteId" value={id} />
      <IconButton type="submit" name="intent" value="delete-note" label={m.notes_delete()}>
        <Trash2 size={16} />
      </IconButton>
    </fetcher.Form>
  );
}

function HistoryEntry({ at, text, reason }: { at: string; text: string; reason: string }) {
  return (
    <li className="grid gap-0.5 border-s-2 border-line ps-3">
      <p className="break-words">{text}</p>
      {reason && (
        <p dir="auto" className="text-note break-words text-soft">
          {reason}
        </p>
      )}
      <time dateTime={at} className="text-small text-faint" suppressHydrationWarning>
        {moment(at)}
      </time>
    </li>
  );
}

/** What was done, in the visitor's language. */
function sentenceOf({ action, actor, before, after }: AuditEntryDto): string {
  const name = isolate(actor?.name ?? m.history_instance());
  const nickname = (values: AuditEntryDto['before']) =>
    typeof values?.['nickname'] === 'string' ? isolate(values['nickname']) : m.history_nickname_none();
  switch (action) {
    case 'member.nickname':
      return m.history_nickname({ actor: name, before: nickname(before), after: nickname(after) });
    case 'member.roles':
      return m.history_roles({ actor: name });
    case 'member.kick':
      return m.history_kick({ actor: name });
    case 'member.ban':
      return m.history_ban({ actor: name });
    case 'member.unban':
      return m.history_unban({ actor: name });
    case 'member.timeout':
      return m.history_timeout({ actor: name });
    case 'member.timeout_end':
      return m.history_timeout_end({ actor: name });
    case 'member.note':
      return m.history_note({ actor: name });
    case 'community.transfer':
      return m.history_transfer({ actor: name });
    default:
      return m.history_other({ actor: name });
  }
}
