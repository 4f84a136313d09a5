import { Link } from 'react-router';
import type { AccountDetailDto } from '#contract/accounts';
import { m } from '#i18n';
import { SettingsSection } from '../settings/settings-frame.tsx';
import { Banner } from '../../ui/banner.tsx';
import { RadioCards } from '../../ui/choice.tsx';
import { AskFirst, Chevron, summaryClass } from './ask-first.tsx';

/** What can be done to an account, each behind its question. */
export function MemberActions({ detail, isSelf }: { detail: AccountDetailDto; isSelf: boolean }) {
  const { account, communities } = detail;
  if (account.waitingSince)
    return (
      <SettingsSection title={m.admin_actions()}>
        <div className="grid gap-2">
          <AskFirst
            title={m.admin_approve()}
            text={m.admin_approve_text()}
            intent="approve"
            act={m.admin_approve()}
          />
          <AskFirst
            title={m.admin_refuse()}
            text={m.admin_refuse_text()}
            intent="refuse"
            act={m.admin_refuse()}
            danger
          />
        </div>
      </SettingsSection>
    );
  return (
    <SettingsSection title={m.admin_actions()} {...(isSelf && { note: m.admin_self_note() })}>
      <div className="grid gap-2">
        <AskFirst
          title={m.admin_reset()}
          text={m.admin_reset_text()}
          intent="reset"
          act={m.admin_reset_make()}
        />
        <AskFirst
          title={m.admin_end_sessions()}
          text={m.admin_end_sessions_text()}
          intent="end-sessions"
          act={m.admin_end_sessions()}
        />
        {account.isAdmin ? (
          <AskFirst
            title={m.admin_unmake()}
            text={m.admin_unmake_text()}
            intent="unmake-admin"
            act={m.admin_unmake()}
            danger
          />
        ) : (
          !account.disabledAt && (
            <AskFirst
              title={m.admin_make()}
              text={m.admin_make_text()}
              intent="make-admin"
              act={m.admin_make()}
            />
          )
        )}
        {!isSelf &&
          (account.disabledAt ? (
            <AskFirst
              title={m.admin_enable()}
              text={m.admin_enable_text()}
              intent="enable"
              act={m.admin_enable()}
              withReason
            />
          ) : (
            <AskFirst
              title={m.admin_disable()}
              text={m.admin_disable_text()}
              intent="disable"
              act={m.admin_disable()}
              danger
              withReason
            />
          ))}
        {!isSelf && <DeleteAccount owned={communities.filter((each) => each.isOwner)} />}
      </div>
    </SettingsSection>
  );
}

function DeleteAccount({ owned }: { owned: AccountDetailDto['communities'] }) {
  if (owned.length > 0)
    return (
      <details className="group rounded-m bg-panel">
        <summary className={summaryClass}>
          {m.admin_delete()}
          <Chevron />
        </summary>
        <div className="px-3.5 pt-1 pb-4">
          <Banner>
            {m.problem_owns_communities()}{' '}
            {owned.map((community, n) => (
              <span key={community.id}>
                {n > 0 && ', '}
                <Link className="link" to={`/admin/communities/${community.id}`}>
                  <bdi>{community.name}</bdi>
                </Link>
              </span>
            ))}
          </Banner>
        </div>
      </details>
    );
  return (
    <AskFirst
      title={m.admin_delete()}
      text={m.admin_delete_text()}
      intent="delete"
      act={m.admin_delete()}
      danger
      withReason
    >
      <RadioCards
        name="messages"
        legend={m.admin_delete_messages()}
        defaultValue="keep"
        options={[
          { value: 'keep', label: m.admin_delete_keep(), note: m.admin_delete_keep_note() },
          { value: 'blank', label: m.admin_delete_blank(), note: m.admin_delete_blank_note() },
        ]}
      />
    </AskFirst>
  );
}
