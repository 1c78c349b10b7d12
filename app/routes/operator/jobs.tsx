import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOperator } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { operationSeenBy, runAgain } from "#app/http/operations.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_jobs_title()) }];

export const loader = screenLoader(async ({ request }) => {
  const operator = await requireOperator(request);
  const { failures } = await operationSeenBy(operator);
  return {
    failures: failures.map(({ payload, ...failure }) => ({ ...failure, about: JSON.stringify(payload) })),
    zone: operator.organisation.timeZone,
    keyBase: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request }) => {
  const { call } = await requireOperator(request);
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: runAgain,
    input: () => ({ failureId: form.text("failureId") }),
    to: () => "/operator/pekerjaan",
    flash: () => m.operator_jobs_again_done(),
  });
});

export default function FailedJobs() {
  const { failures, zone, keyBase } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title={m.operator_jobs_title()} lead={m.operator_jobs_lead()}>
      <ErrorSummary errors={answer?.errors} />
      <Section tone="flush">
        {failures.length === 0 ? (
          <EmptyState icon="check" title={m.operator_jobs_none()}>
            {m.operator_jobs_none_next()}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {failures.map((failure) => (
              <li key={failure.id} className="grid gap-2 px-4 py-4 sm:px-6">
                <div className="flex flex-wrap items-start justify-between gap-3">
                  <div className="min-w-0">
                    <p className="font-bold [overflow-wrap:anywhere]">{failure.job}</p>
                    <p className="tabular text-sm text-ink-soft">
                      {dateTime(failure.failedAt, zone)} ·{" "}
                      {m.operator_jobs_tries({ count: failure.attempts })}
                    </p>
                  </div>
                  <Form idempotencyKey={`${keyBase}-${failure.id}`} keepScroll>
                    <input type="hidden" name="failureId" value={failure.id} />
                    <SubmitButton size="small" variant="secondary" icon="undo">
                      {m.operator_jobs_again()}
                    </SubmitButton>
                  </Form>
                </div>
                <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {failure.message}
                </pre>
                <p className="font-mono text-sm text-ink-faint [overflow-wrap:anywhere]">
                  {failure.jobId} {failure.about}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  );
}
