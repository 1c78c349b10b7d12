import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";
import { operations } from "./operations.server.ts";

/** The interface for people: the same table that answers requests, grouped by subject. */
export const loader = () => {
  const tags = [...new Set(operations.map((operation) => operation.tag))];
  return tags.map((tag) => ({
    tag,
    operations: operations
      .filter((operation) => operation.tag === tag)
      .map(({ method, path, summary, permission }) => ({
        method,
        path: `/api/v1${path}`,
        summary,
        permission,
      })),
  }));
};

export const meta: MetaFunction = () => [{ title: pageTitle(m.exchange_docs_title()) }];

export default function ApiDocs() {
  const subjects = useLoaderData<typeof loader>();
  return (
    <SiteShell>
      <main id="isi" className="mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 py-8 sm:px-6">
        <header className="flex flex-wrap items-end justify-between gap-4">
          <div className="max-w-prose">
            <h1 className="text-3xl font-extrabold">{m.exchange_docs_title()}</h1>
            <p className="mt-2 text-ink-soft">{m.exchange_docs_lead()}</p>
          </div>
          <ButtonLink to="/api/v1/openapi.json" variant="secondary" icon="download" external>
            OpenAPI 3.1
          </ButtonLink>
        </header>
        <Section tone="card" title={m.exchange_docs_example()}>
          <pre className="overflow-x-auto rounded bg-sunken p-4 text-sm">
            {`curl -X POST https://…/api/v1/commitments/cmt_…/answer \\
  -H "Authorization: Bearer lk_…" \\
  -H "Idempotency-Key: 5f0c…" \\
  -H "Content-Type: application/json" \\
  -d '{ "acceptedBase": "40000" }'`}
          </pre>
        </Section>
        {subjects.map(({ tag, operations: list }) => (
          <Section key={tag} tone="card" title={tag}>
            <ul className="flex flex-col divide-y divide-line">
              {list.map((operation) => (
                <li
                  key={`${operation.method} ${operation.path}`}
                  className="flex flex-col gap-1 py-3 first:pt-0 last:pb-0"
                >
                  <span className="flex flex-wrap items-center gap-2">
                    <Badge
                      tone={operation.method === "get" ? "neutral" : "leaf"}
                      icon={operation.method === "get" ? "eye" : "edit"}
                    >
                      {operation.method.toUpperCase()}
                    </Badge>
                    <code className="text-sm font-semibold break-all">{operation.path}</code>
                  </span>
                  <span>{operation.summary}</span>
                  <span className="text-sm text-ink-soft">{operation.permission}</span>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </main>
    </SiteShell>
  );
}
