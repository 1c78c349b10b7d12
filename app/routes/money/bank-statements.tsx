import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Invalid } from "#app/kernel/errors.ts";
import { bringStatement } from "#app/modules/payments/bring-statement.server.ts";
import { statementLayouts } from "#app/modules/payments/statement-layouts.ts";
import {
  statementFile,
  statementsBrought,
  usualAccount,
} from "#app/modules/payments/statement-reads.server.ts";
import { StatementForm, StatementList } from "#app/modules/payments/ui/statement-views.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation } = await requirePermission(request, params["workspace"], "statements.keep");
  const [account, brought] = await Promise.all([
    usualAccount(organisation.id),
    statementsBrought(organisation.id),
  ]);
  return { account, brought, zone: organisation.timeZone, slug: organisation.slug, key: newReceiptKey() };
});

/** Takes the file in; what is in it is shown on its own page, and counts for nothing before somebody says so there. */
export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "statements.keep");
  const form = await readForm(request);
  const upload = await uploadOf(form.file("file"));
  const asked = statementLayouts.find((name) => name === form.text("layout")) ?? null;
  try {
    if (!upload) throw new Invalid({ file: ["kernel.fileEmpty"] });
    const found = await statementFile(
      upload.bytes,
      { layout: asked, account: form.text("account") ?? null },
      dayOf(call.at, organisation.timeZone),
    );
    return formCommand(form, {
      call,
      command: bringStatement,
      input: () => ({ account: found.account ?? "", layout: found.layout, ...upload }),
      to: ({ statementId }) => `/${organisation.slug}/rekening-koran/impor/${statementId}`,
      flash: ({ isKnown }) => (isKnown ? m.payments_bank_again() : m.payments_bank_brought()),
    });
  } catch (error) {
    return formAnswer(error, form);
  }
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.payments_bank_import()) }];

export default function BankStatements() {
  const { account, brought, zone, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={m.payments_bank_import()}
      lead={m.payments_bank_import_lead()}
      breadcrumbs={[{ to: `/${slug}/rekening-koran`, label: m.payments_bank_title() }]}
    >
      <Section tone="card">
        <StatementForm
          idempotencyKey={key}
          account={account}
          errors={answer?.errors ?? {}}
          values={answer?.values ?? {}}
        />
      </Section>
      <Section tone="flush" title={m.payments_bank_before()}>
        <StatementList rows={brought} zone={zone} to={(row) => `/${slug}/rekening-koran/impor/${row.id}`} />
      </Section>
    </Page>
  );
}
