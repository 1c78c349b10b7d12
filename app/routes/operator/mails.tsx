import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { localOutbox } from "#app/http/operations.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.operator_mails_title()) }];

/** Where mails land in a house without a post: development and demo. Elsewhere there is no such page. */
export const loader = screenLoader(async () => ({ mails: await localOutbox() }));

export default function Mails() {
  const { mails } = useLoaderData<typeof loader>();
  return (
    <SiteShell>
      <Page title={m.operator_mails_title()} lead={m.operator_mails_lead()}>
        <Section tone="flush">
          {mails.length === 0 ? (
            <EmptyState icon="chat" title={m.operator_mails_none()}>
              {m.operator_mails_none_next()}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {mails.map((mail) => (
                <li key={mail.id} className="px-4 py-4 sm:px-6">
                  <p className="flex flex-wrap items-center gap-2 font-bold">
                    {mail.subject}
                    <Badge tone={mail.state === "sent" ? "leaf" : mail.state === "failed" ? "brick" : "rice"}>
                      {MAIL_STATES[mail.state]()}
                    </Badge>
                  </p>
                  <p className="text-sm text-ink-soft [overflow-wrap:anywhere]">
                    {mail.toAddress} · {dateTime(mail.createdAt)}
                  </p>
                  <p className="mt-2 whitespace-pre-wrap [overflow-wrap:anywhere]">{withLinks(mail.body)}</p>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </Page>
    </SiteShell>
  );
}

const MAIL_STATES = {
  queued: m.operator_mail_queued,
  sent: m.operator_mail_sent,
  failed: m.operator_mail_failed,
};

/** Addresses in a mail can be followed, as in any mail program. */
function withLinks(body: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let shown = 0;
  for (const { 0: address, index } of body.matchAll(/https?:\/\/\S+/g)) {
    parts.push(
      body.slice(shown, index),
      <a key={index} href={address} className="font-semibold text-leaf-700 underline underline-offset-4">
        {address}
      </a>,
    );
    shown = index + address.length;
  }
  return [...parts, body.slice(shown)];
}
