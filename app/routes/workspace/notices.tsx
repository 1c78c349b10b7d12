import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { requireMember } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { PageRequest } from "#app/kernel/page.ts";
import { noticeAddress } from "#app/modules/notifications/notice.ts";
import { noticesOf } from "#app/modules/notifications/notice-reads.server.ts";
import { saidNotice } from "#app/modules/notifications/notice-words.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Pager } from "#app/ui/table/pager.tsx";
import { waLink } from "#app/ui/wa-link.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { organisation, locale, actor } = await requireMember(request, params["workspace"]);
  const url = new URL(request.url);
  const page = await noticesOf(organisation.id, {
    ...readAddress(PageRequest, { limit: 30, after: url.searchParams.get("after") ?? undefined }),
    personId: actor.personId,
  });
  const rows = page.rows.map((row) => {
    const text = saidNotice(row.kind, row.params, locale);
    return {
      id: row.id,
      text,
      to: noticeAddress(organisation.slug, row.path),
      createdAt: row.createdAt,
      share: waLink(`${text}\n${url.origin}${noticeAddress(organisation.slug, row.path)}`),
    };
  });
  return { rows, next: page.next, slug: organisation.slug, zone: organisation.timeZone };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.notifications_title()) }];

export default function Notices() {
  const { rows, next, slug, zone } = useLoaderData<typeof loader>();
  return (
    <Page title={m.notifications_title()} width="narrow">
      <Section tone="card">
        {rows.length === 0 ? (
          <EmptyState icon="bell" title={m.notifications_empty_title()}>
            {m.notifications_empty_text()}
          </EmptyState>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {rows.map((row) => (
              <li
                key={row.id}
                className="flex flex-col gap-x-3 py-3 first:pt-0 last:pb-0 sm:flex-row sm:items-center sm:justify-between"
              >
                <span className="min-w-0 flex-1">
                  <Link to={row.to} className="block font-semibold hover:underline">
                    {row.text}
                  </Link>
                  <span className="block text-sm text-ink-soft">{dateTime(row.createdAt, zone)}</span>
                </span>
                <span className="-ml-3.5 sm:ml-0">
                  <ButtonLink to={row.share} variant="quiet" size="small" icon="chat" external>
                    {m.notifications_share()}
                  </ButtonLink>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Pager nextTo={next ? `/${slug}/pemberitahuan?after=${next}` : null} shown={rows.length} />
    </Page>
  );
}
