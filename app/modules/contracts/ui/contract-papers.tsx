import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { buttonClass } from "#app/ui/form/button.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { type ContractPaper, missingForSignature, type PaperRung, paperRungs } from "../contract-paper.ts";

type Props = {
  readonly papers: readonly (ContractPaper & { readonly rung: PaperRung })[];
  readonly mayKeep: boolean;
  readonly isDraft: boolean;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

function rungName(rung: PaperRung): string {
  if (rung === "mou") return m.contracts_paper_mou();
  return rung === "pks" ? m.contracts_paper_pks() : m.contracts_paper_b2b();
}

/** The ladder of papers, one slot for each rung: what is there, what is missing, and a place to bring it. */
export function ContractPapers(props: Props) {
  return (
    <Section tone="card" title={m.contracts_papers()} lead={m.contracts_papers_lead()} id="dokumen">
      {paperRungs.map((rung) => (
        <PaperSlot
          key={rung}
          {...props}
          rung={rung}
          paper={props.papers.find((paper) => paper.rung === rung) ?? null}
        />
      ))}
    </Section>
  );
}

function SlotBadge({ rung, paper }: { readonly rung: PaperRung; readonly paper: ContractPaper | null }) {
  if (paper === null)
    return rung === "b2b" ? (
      <Badge tone="rice">{m.contracts_paper_needed()}</Badge>
    ) : (
      <Badge tone="neutral">{m.contracts_paper_none()}</Badge>
    );
  if (rung === "b2b" && missingForSignature(paper).length > 0)
    return <Badge tone="rice">{m.contracts_paper_incomplete()}</Badge>;
  return paper.fileId === null ? (
    <Badge tone="rice">{m.contracts_paper_no_file()}</Badge>
  ) : (
    <Badge tone="leaf">{m.contracts_paper_complete()}</Badge>
  );
}

function PaperSlot({
  rung,
  paper,
  mayKeep,
  isDraft,
  idempotencyKey,
  errors: allErrors,
  values: allValues,
}: Props & { readonly rung: PaperRung; readonly paper: ContractPaper | null }) {
  const isAnswered = allValues["intent"] === "paper" && allValues["rung"] === rung;
  const [errors, values] = isAnswered ? [allErrors, allValues] : [{}, {}];
  const isComplete = paper !== null && paper.fileId !== null && missingForSignature(paper).length === 0;
  return (
    <div className="space-y-3 border-b border-line pb-4 last:border-b-0 last:pb-0">
      <h3 className="flex flex-wrap items-center justify-between gap-2 font-bold">
        {rungName(rung)} <SlotBadge rung={rung} paper={paper} />
      </h3>
      {paper === null ? null : (
        <Facts
          facts={[
            { label: m.contracts_paper_number(), value: paper.number },
            { label: m.contracts_paper_dated(), value: paper.datedOn ? date(paper.datedOn) : null },
            { label: m.contracts_paper_hub_signatory(), value: paper.hubSignatory },
            { label: m.contracts_paper_buyer_signatory(), value: paper.buyerSignatory },
            {
              label: m.contracts_paper_file(),
              value: paper.fileId ? (
                <a className="link" href={`/berkas/${paper.fileId}`}>
                  {m.contracts_paper_open()}
                </a>
              ) : null,
            },
          ]}
        />
      )}
      {mayKeep && (isDraft || !isComplete) ? (
        <details open={isAnswered}>
          <summary className={buttonClass("secondary", "small")}>
            <Icon name={paper === null ? "plus" : "edit"} />
            {paper === null ? m.contracts_paper_write() : m.contracts_paper_complete_it()}
          </summary>
          <PaperForm
            rung={rung}
            paper={paper}
            idempotencyKey={idempotencyKey}
            errors={errors}
            values={values}
          />
        </details>
      ) : null}
    </div>
  );
}

function PaperForm({
  rung,
  paper,
  idempotencyKey,
  errors,
  values,
}: Pick<Props, "idempotencyKey" | "errors" | "values"> & {
  readonly rung: PaperRung;
  readonly paper: ContractPaper | null;
}) {
  // Three such forms stand on one page: each names its fields after its rung.
  const field = (name: string) => `${rung}.${name}`;
  const text = (name: "number" | "hubSignatory" | "buyerSignatory", label: string) => (
    <TextInput
      name={field(name)}
      label={label}
      maxLength={name === "number" ? 80 : 120}
      optional={name !== "number"}
      defaultValue={values[field(name)] ?? paper?.[name] ?? undefined}
      error={errors[field(name)]}
    />
  );
  return (
    <Form idempotencyKey={`${idempotencyKey}-${rung}`} files>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="rung" value={rung} />
      <FieldRow>
        {text("number", m.contracts_paper_number())}
        <DateInput
          name={field("datedOn")}
          label={m.contracts_paper_dated()}
          optional
          defaultValue={values[field("datedOn")] ?? paper?.datedOn ?? undefined}
          error={errors[field("datedOn")]}
        />
      </FieldRow>
      <FieldRow>
        {text("hubSignatory", m.contracts_paper_hub_signatory())}
        {text("buyerSignatory", m.contracts_paper_buyer_signatory())}
      </FieldRow>
      <FileInput
        name={field("fileId")}
        accept="application/pdf,image/*"
        label={m.contracts_paper_file()}
        hint={m.contracts_paper_file_hint()}
        optional
        error={errors[field("fileId")]}
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="paper">
          {m.contracts_paper_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
