import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireMember, requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { handInPaper } from "#app/modules/identity/hand-in-paper.server.ts";
import { type PaperKind, paperKinds } from "#app/modules/identity/organisation.schema.ts";
import { decisionsOf, organisationById, papersOf } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { resubmitRegistration } from "#app/modules/identity/resubmit-registration.server.ts";
import { OrganisationStateBadge, paperName } from "#app/modules/identity/ui/names.tsx";
import {
  DecisionHistory,
  OrganisationFacts,
  PaperList,
} from "#app/modules/identity/ui/organisation-file.tsx";
import { placeName } from "#app/modules/regions/region-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.workspace_organisation_title()) }];

export const loader = screenLoader(async ({ request, params }) => {
  const { actor } = await requireMember(request, params["workspace"]);
  const organisation = await organisationById(actor.organisationId);
  if (!organisation) throw new Missing("kernel.missing");
  const mayKeep = may(actor, "papers.keep");
  return {
    organisation,
    place: await placeName(organisation.regionCode),
    papers: mayKeep ? await papersOf(organisation.id) : null,
    decisions: await decisionsOf(organisation.id),
    paperKinds: [...paperKinds],
    keys: { paper: newReceiptKey(), resubmit: newReceiptKey() },
  };
});

export const action = screenAction(async ({ request, params }) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "papers.keep");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/organisasi`;
  if (form.text("intent") === "resubmit")
    return formCommand(form, {
      call,
      command: resubmitRegistration,
      input: () => ({}),
      to,
      flash: () => m.workspace_organisation_resubmitted(),
    });
  return formCommand(form, {
    call,
    command: handInPaper,
    input: async () => ({
      kind: form.text("kind") as PaperKind,
      file: await uploadOf(form.file("file")),
      expiresOn: form.text("expiresOn"),
    }),
    to,
    flash: () => m.workspace_papers_handed_in(),
  });
});

export default function OrganisationPage() {
  const { organisation, place, papers, decisions, paperKinds: kinds, keys } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const home = `/${organisation.slug}`;
  return (
    <Page
      title={organisation.name}
      badge={<OrganisationStateBadge state={organisation.state} />}
      actions={
        papers === null ? null : (
          <ButtonLink to={`${home}/organisasi/ubah`} variant="secondary" icon="edit">
            {m.kit_edit()}
          </ButtonLink>
        )
      }
    >
      {organisation.state === "rejected" && papers !== null ? (
        <Callout tone="rice" title={m.workspace_organisation_resubmit_title()}>
          <p className="mb-3">{m.workspace_organisation_resubmit_text()}</p>
          <Form idempotencyKey={keys.resubmit}>
            <input type="hidden" name="intent" value="resubmit" />
            <SubmitButton size="small">{m.workspace_organisation_resubmit()}</SubmitButton>
          </Form>
        </Callout>
      ) : null}
      <Section tone="card">
        <OrganisationFacts organisation={organisation} place={place} />
      </Section>
      {papers === null ? null : (
        <Section tone="card" title={m.workspace_papers_title()} lead={m.workspace_papers_lead()}>
          <PaperList
            papers={papers}
            zone={organisation.timeZone}
            toOf={(paperId) => `${home}/organisasi/berkas/${paperId}`}
          />
          <div className="mt-5 border-t border-line pt-5">
            <Form key={keys.paper} idempotencyKey={keys.paper} files>
              <ErrorSummary errors={answer?.errors} />
              <input type="hidden" name="intent" value="paper" />
              <FieldRow>
                <Select
                  name="kind"
                  label={m.workspace_papers_kind()}
                  placeholder={m.workspace_papers_kind_choose()}
                  options={kinds.map((kind) => ({ value: kind, label: paperName(kind) }))}
                  defaultValue={answer?.values["kind"]}
                  error={answer?.errors["kind"]}
                />
                <DateInput
                  name="expiresOn"
                  label={m.workspace_papers_expires()}
                  defaultValue={answer?.values["expiresOn"]}
                  error={answer?.errors["expiresOn"]}
                  optional
                />
              </FieldRow>
              <FileInput
                name="file"
                label={m.workspace_papers_file()}
                hint={m.workspace_papers_file_hint()}
                accept="application/pdf,image/*"
                error={answer?.errors["file"]}
              />
              <FormActions>
                <SubmitButton icon="upload">{m.workspace_papers_hand_in()}</SubmitButton>
              </FormActions>
            </Form>
          </div>
        </Section>
      )}
      <DecisionHistory decisions={decisions} zone={organisation.timeZone} />
    </Page>
  );
}
