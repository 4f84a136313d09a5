import { Form, redirect } from 'react-router';
import type { JobDto, JobRunDto } from '#contract/jobs';
import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { Badge } from '../../features/admin/badge.tsx';
import { jobName } from '../../features/admin/job-names.ts';
import { duration } from '../../lib/dates.ts';
import { count } from '../../lib/numbers.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { When } from '../../ui/when.tsx';
import type { Route } from './+types/jobs';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_jobs(), m.admin_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    const ran = new URL(args.request.url).searchParams.get('ran');
    return { jobs: await scope.services.jobs.listJobs(scope.ctx), ran, now: Date.now() };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    requireAdmin(scope);
    const [intent, name = ''] = form.text('intent').split(':');
    if (intent !== 'run') throw missing();
    await scope.services.jobs.runJob(scope.ctx, { name });
    return redirect(`/admin/jobs?ran=${encodeURIComponent(name)}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Jobs({ loaderData: { jobs, ran, now }, actionData }: Route.ComponentProps) {
  return (
    <>
      <AdminHeading title={m.admin_jobs()}>{m.admin_jobs_text()}</AdminHeading>
      <FormMessage>{actionData?.text}</FormMessage>
      {ran && !actionData && (
        <div role="status" className="mb-4">
          <Banner kind="success">{m.job_was_run({ name: jobName(ran) })}</Banner>
        </div>
      )}
      <Form method="post">
        <ul className="grid gap-1.5">
          {jobs.map((job) => (
            <Job key={job.name} job={job} now={now} />
          ))}
        </ul>
      </Form>
    </>
  );
}

function Job({ job, now }: { job: JobDto; now: number }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-m bg-panel p-3">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="font-medium">{jobName(job.name)}</h2>
        <p className="text-small text-faint">{m.job_every({ time: everyText(job.everyMs) })}</p>
        {job.runs.length === 0 && <p className="text-small text-soft">{m.job_not_yet()}</p>}
        {job.runs.map((run) => (
          <Run
            key={run.replica}
            run={run}
            now={now}
            named={job.runs.length > 1}
            isRare={job.everyMs >= 60_000}
          />
        ))}
      </div>
      <SubmitButton
        look="secondary"
        intent={`run:${job.name}`}
        aria-label={m.job_run_one({ name: jobName(job.name) })}
      >
        {m.job_run()}
      </SubmitButton>
    </li>
  );
}

function Run({ run, now, named, isRare }: { run: JobRunDto; now: number; named: boolean; isRare: boolean }) {
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-small text-soft">
      {run.error === null ? <Badge>{m.job_fine()}</Badge> : <Badge kind="danger">{m.job_failed()}</Badge>}
      <span>
        <When iso={run.startedAt} now={now} /> · {m.job_took({ count: count(run.durationMs) })} ·{' '}
        {m.job_did({ count: count(run.count) })}
      </span>
      {isRare && (
        <span>
          {m.job_next()} <When iso={run.nextAt} now={now} />
        </span>
      )}
      {named && <bdi className="text-faint">{run.replica}</bdi>}
      {run.error !== null && <span className="basis-full wrap-anywhere text-danger">{run.error}</span>}
    </p>
  );
}

const everyText = (ms: number): string => (ms < 1000 ? m.job_half_second() : duration(ms / 1000));
