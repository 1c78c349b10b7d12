import { data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { documentByCode } from "#app/modules/documents/document-reads.server.ts";
import { type DocumentKind, documentTitles } from "#app/modules/documents/series.ts";
import { paperStanding } from "#app/modules/invoicing/receivable-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { CenterPage } from "#app/ui/layout/site-shell.tsx";

/** Codes are printed in groups, and typed with or without them. */
function plainCode(text: string): string {
  return text.replaceAll(/[\s-]/g, "").toLowerCase().slice(0, 40);
}

/** The public check of a printed paper: genuine, voided or unknown, since when, and the fingerprint to hold against the printed one; nothing more. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const typed = plainCode(new URL(request.url).searchParams.get("kode") ?? "");
  if (typed !== "") throw redirect(`/verifikasi/${encodeURIComponent(typed)}`);
  const code = plainCode(params["code"] ?? "");
  const found = await documentByCode(code);
  if (!found) return data(null, { status: 404 });
  const { kind, number, issuer, issuedAt, state, voidReason, voidedAt, factsHash, isDemo } = found;
  // A claim may be paid or given away after its paper: whoever is shown it must see that.
  const claim = kind === "BTT" ? await paperStanding(found.subjectId) : null;
  return data({ kind, number, issuer, issuedAt, state, voidReason, voidedAt, factsHash, isDemo, claim });
});

export const meta: MetaFunction = () => [
  { title: pageTitle(m.documents_check_title()) },
  { name: "robots", content: "noindex" },
];

const claimWords = {
  open: m.documents_check_claim_open,
  assigned: m.documents_check_claim_assigned,
  partly: m.documents_check_claim_partly,
  settled: m.documents_check_claim_settled,
};

export default function Check() {
  const found = useLoaderData<typeof loader>();
  return (
    <CenterPage title={m.documents_check_title()}>
      <div className="flex flex-col gap-5">
        {found === null ? (
          <Callout tone="rice" icon="search" title={m.documents_check_unknown()}>
            {m.documents_check_unknown_text()}
          </Callout>
        ) : (
          <>
            {found.state === "voided" ? (
              <Callout tone="brick" title={m.documents_check_voided()}>
                {m.documents_check_voided_text({ reason: found.voidReason ?? "–" })}
              </Callout>
            ) : (
              <Callout tone="leaf" title={m.documents_check_valid()}>
                {m.documents_check_valid_text()}
              </Callout>
            )}
            <Facts
              facts={[
                { label: m.documents_check_kind(), value: documentTitles[found.kind as DocumentKind] },
                { label: m.documents_check_number(), value: found.number },
                { label: m.documents_check_issuer(), value: found.issuer },
                { label: m.documents_check_issued(), value: dateTime(new Date(found.issuedAt)) },
                ...(found.voidedAt === null
                  ? []
                  : [{ label: m.documents_check_voided_on(), value: dateTime(new Date(found.voidedAt)) }]),
                {
                  label: m.documents_check_hash(),
                  value: <code className="text-xs">{found.factsHash}</code>,
                },
                ...(found.claim === null
                  ? []
                  : [{ label: m.documents_check_claim(), value: claimWords[found.claim]() }]),
              ]}
            />
            {found.isDemo ? <Callout tone="rice">{m.documents_check_demo()}</Callout> : null}
          </>
        )}
        <details open={found === null}>
          <summary className="inline-flex min-h-11 items-center font-semibold text-leaf-700">
            {m.documents_check_again()}
          </summary>
          <Form method="get">
            <TextInput name="kode" label={m.documents_check_code()} maxLength={40} autoComplete="off" />
            <FormActions>
              <SubmitButton variant="secondary" icon="search">
                {m.documents_check_action()}
              </SubmitButton>
            </FormActions>
          </Form>
        </details>
      </div>
    </CenterPage>
  );
}
