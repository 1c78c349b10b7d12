import { dateTime, rupiah, unitWords, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { PriceHistoryLink } from "../../catalogue/ui/price-history-link.tsx";
import type { OrderLineView } from "../order-reads.server.ts";
import { priceReasons } from "../price-evidence.ts";
import type { EvidenceView } from "../price-evidence-reads.server.ts";
import type { LinePrices, PriceWords } from "../price-words.ts";
import { PriceFacts } from "./price-facts.tsx";
import { priceReasonWords } from "./price-reason-words.ts";

type Answer = {
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
} | null;

export type PriceEvidenceCardProps = {
  readonly line: OrderLineView;
  readonly prices: LinePrices;
  readonly words: PriceWords;
  /** Everything that was brought for these goods, the oldest first. */
  readonly evidences: readonly EvidenceView[];
  readonly zone: Zone;
  readonly mayBring: boolean;
  readonly mayDecide: (evidence: EvidenceView) => boolean;
  readonly idempotencyKey: string;
  /** What the last sending of this card's own form was answered. */
  readonly answer: Answer;
};

/** A price that has to be explained: what it is held against, what was brought for it, and the next step. */
export function PriceEvidenceCard(props: PriceEvidenceCardProps) {
  const { line, prices, words, evidences, zone } = props;
  const waiting = evidences.find(({ evidence }) => evidence.id === prices.evidenceId);
  const isOpen = prices.standing === "missing" || prices.standing === "refused";
  return (
    <section className="flex flex-col gap-4 rounded-lg border border-line bg-card p-4 shadow-card sm:p-5">
      <header>
        <h2 className="text-lg font-bold">{`${line.commodity} ${line.gradeName}`}</h2>
        {prices.unquestionedRupiah === null ? null : (
          <p className="tabular text-sm text-ink-soft">
            {m.orders_price_above({
              price: rupiah(prices.unquestionedRupiah),
              unit: unitWords(line.unit),
            })}
          </p>
        )}
      </header>
      <PriceFacts words={words}>
        <PriceHistoryLink goods={line} />
      </PriceFacts>
      {evidences.map((view) => (
        <Brought key={view.evidence.id} view={view} zone={zone} />
      ))}
      {prices.standing === "waiting" && waiting ? <WaitingStep {...props} waiting={waiting} /> : null}
      {isOpen && props.mayBring ? <BringForm {...props} /> : null}
    </section>
  );
}

function Brought({ view, zone }: { readonly view: EvidenceView; readonly zone: Zone }) {
  const { evidence, verdict, writerName, deciderName } = view;
  return (
    <div className="border-l-4 border-line pl-3">
      <p className="font-semibold">{priceReasonWords[evidence.reasonCode]()}</p>
      {evidence.note === null ? null : <p>{evidence.note}</p>}
      <p className="text-sm text-ink-soft">
        {m.orders_price_brought({ name: writerName, at: dateTime(evidence.writtenAt, zone) })}
      </p>
      <a
        href={`/berkas/${evidence.fileId}`}
        className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700 underline"
      >
        <Icon name="camera" size={18} />
        {m.orders_price_file()}
      </a>
      {verdict === null ? null : (
        <p className={verdict.verdict === "approved" ? "text-leaf-700" : "text-brick-700"}>
          {verdict.verdict === "approved"
            ? m.orders_price_said_yes({ name: deciderName ?? "–", at: dateTime(verdict.decidedAt, zone) })
            : m.orders_price_said_no({ name: deciderName ?? "–", at: dateTime(verdict.decidedAt, zone) })}
          {verdict.note === null ? null : ` ${verdict.note}`}
        </p>
      )}
    </div>
  );
}

function WaitingStep({
  waiting,
  mayDecide,
  idempotencyKey,
  answer,
}: PriceEvidenceCardProps & { readonly waiting: EvidenceView }) {
  const errors = answer?.errors ?? {};
  if (!mayDecide(waiting)) return <p className="text-ink-soft">{m.orders_price_head_decides()}</p>;
  return (
    <Form idempotencyKey={`${idempotencyKey}-${waiting.evidence.id}`}>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="evidenceId" value={waiting.evidence.id} />
      <Textarea
        name="note"
        label={m.orders_price_head_note()}
        hint={m.orders_price_head_note_hint()}
        defaultValue={answer?.values["note"]}
        maxLength={500}
        error={errors["note"] ?? null}
        optional
      />
      <FormActions>
        <SubmitButton icon="check" name="intent" value="approve">
          {m.orders_price_approve()}
        </SubmitButton>
        <SubmitButton variant="danger" icon="x" name="intent" value="refuse">
          {m.orders_price_refuse()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

function BringForm({ line, idempotencyKey, answer }: PriceEvidenceCardProps) {
  const errors = answer?.errors ?? {};
  return (
    <Form idempotencyKey={`${idempotencyKey}-${line.id}`} files>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="goods" value={`${line.commodityCode}/${line.gradeCode}`} />
      <Select
        name="reasonCode"
        label={m.orders_price_reason()}
        placeholder={m.orders_price_reason_choose()}
        options={priceReasons.map((value) => ({ value, label: priceReasonWords[value]() }))}
        defaultValue={answer?.values["reasonCode"] ?? ""}
        error={errors["reasonCode"] ?? null}
      />
      <Textarea
        name="note"
        label={m.orders_price_note()}
        hint={m.orders_price_note_hint()}
        defaultValue={answer?.values["note"]}
        maxLength={500}
        error={errors["note"] ?? null}
        optional
      />
      <FileInput
        name="file"
        label={m.orders_price_photo()}
        hint={m.orders_price_photo_hint()}
        accept="image/*,application/pdf"
        error={errors["file"] ?? null}
      />
      <FormActions>
        <SubmitButton icon="upload" name="intent" value="bring">
          {m.orders_price_bring()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
