import { date, dateTime, relative, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { CardMoveKind, EarlyMatter } from "../card-account.ts";
import type { CardMoney, CardMoveRow, CardShare } from "../card-money-reads.server.ts";
import type { WaitingCardWord } from "../early-word-reads.server.ts";
import { senText } from "./bank-words.tsx";

/** Where the money of card payments is now. */
export function CardMoneyStats({ money }: { readonly money: CardMoney }) {
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Stat label={m.payments_card_held()} value={rupiah(money.heldRupiah)} icon="money" />
      <Stat label={m.payments_card_in_transit()} value={rupiah(money.inTransitRupiah)} icon="clock" />
      <Stat
        label={m.payments_card_in_dispute()}
        value={rupiah(money.disputedRupiah)}
        tone={money.disputedRupiah > 0n ? "brick" : "neutral"}
        icon="alert"
      />
      <Stat label={m.payments_card_fees()} value={rupiah(money.feeRupiah)} />
    </div>
  );
}

/** What the provider sent, and whether the bank shows it. */
export function CardShareList({
  shares,
  slug,
}: {
  readonly shares: readonly CardShare[];
  readonly slug: string;
}) {
  if (shares.length === 0)
    return (
      <EmptyState icon="money" title={m.payments_card_no_payouts()}>
        {m.payments_card_no_payouts_text()}
      </EmptyState>
    );
  return (
    <ul className="flex flex-col divide-y divide-line">
      {shares.map((share) => (
        <li key={share.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-4 sm:px-6">
          <span className="min-w-0">
            <span className="tabular block font-bold">{rupiah(share.amountRupiah)}</span>
            <span className="block text-sm break-all text-ink-soft">
              {date(share.arrivesOn)} · {share.payoutRef}
            </span>
          </span>
          <span className="flex flex-wrap items-center gap-2">
            {share.state === "failed" ? (
              <Badge tone="brick">{m.payments_card_payout_failed()}</Badge>
            ) : share.lineId === null ? (
              <Badge tone="rice" icon="clock">
                {m.payments_card_payout_underway()}
              </Badge>
            ) : (
              <Badge tone="leaf">{m.payments_card_payout_arrived()}</Badge>
            )}
            {share.state === "failed" ? null : (
              <ButtonLink
                to={
                  share.lineId === null
                    ? `/${slug}/rekening-koran`
                    : `/${slug}/rekening-koran/baris/${share.lineId}`
                }
                variant="secondary"
                size="small"
              >
                {share.lineId === null ? m.payments_card_find_line() : m.payments_bank_see_line()}
              </ButtonLink>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

const OFFICE_ZONE = "Asia/Jakarta";

const kindWords: Readonly<Record<CardMoveKind, () => string>> = {
  charge: m.payments_card_move_charge,
  refund: m.payments_card_move_refund,
  refundFailed: m.payments_card_move_refund_failed,
  dispute: m.payments_card_move_dispute,
  disputeWon: m.payments_card_move_dispute_won,
  payout: m.payments_card_move_payout,
  payoutFailed: m.payments_card_payout_failed,
  other: m.payments_card_move_other,
};

/** The provider's account, line by line: what came, what the provider kept, and with which payout it was sent. */
export function CardMoveTable({
  rows,
  zone,
  slug,
}: {
  readonly rows: readonly CardMoveRow[];
  readonly zone: TimeZone;
  readonly slug: string;
}) {
  return (
    <DataTable
      caption={m.payments_card_moves()}
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/${slug}/pembayaran-masuk/${row.paymentId}`}
      empty={
        <EmptyState icon="doc" title={m.payments_card_no_moves()}>
          {m.payments_card_no_moves_text()}
        </EmptyState>
      }
      columns={[
        {
          key: "what",
          header: m.payments_card_move(),
          cell: (row) => `${kindWords[row.kind]()}${row.number === null ? "" : ` · ${row.number}`}`,
        },
        {
          key: "at",
          header: m.payments_card_move_at(),
          cell: (row) => dateTime(row.happenedAt, zone),
        },
        {
          key: "amount",
          header: m.payments_amount(),
          align: "end",
          cell: (row) => senText(row.amountSen),
        },
        {
          key: "fee",
          header: m.payments_card_fee(),
          align: "end",
          cell: (row) => (row.feeSen === 0n ? null : senText(-row.feeSen)),
        },
        {
          key: "payout",
          header: m.payments_card_sent_with(),
          cell: (row) => row.payoutRef,
          deskOnly: true,
        },
      ]}
    />
  );
}

/** Lines of the provider's account that fit no deed here: what it took by itself, another currency, money that nobody asked to go back. */
export function UnfitMoveTable({
  rows,
}: {
  readonly rows: readonly (Omit<CardMoveRow, "paymentId" | "number"> & {
    readonly isRupiah: boolean;
    readonly sourceRef: string;
  })[];
}) {
  return (
    <DataTable
      caption={m.payments_card_unfit()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState icon="check" title={m.payments_card_unfit_none()}>
          {m.payments_card_unfit_none_text()}
        </EmptyState>
      }
      columns={[
        {
          key: "what",
          header: m.payments_card_move(),
          cell: (row) => `${kindWords[row.kind]()} · ${row.sourceRef}`,
        },
        {
          key: "at",
          header: m.payments_card_move_at(),
          cell: (row) => dateTime(row.happenedAt, OFFICE_ZONE),
        },
        {
          key: "amount",
          header: m.payments_amount(),
          align: "end",
          cell: (row) => (row.isRupiah ? senText(row.amountSen) : m.payments_card_other_currency()),
        },
        {
          key: "fee",
          header: m.payments_card_fee(),
          align: "end",
          cell: (row) => (row.isRupiah && row.feeSen !== 0n ? senText(-row.feeSen) : null),
        },
        { key: "payout", header: m.payments_card_sent_with(), cell: (row) => row.payoutRef },
      ]}
    />
  );
}

/** Payouts of the provider that are not booked yet, and why. */
export function WaitingPayoutTable({
  rows,
}: {
  readonly rows: readonly {
    readonly id: string;
    readonly amountSen: bigint;
    readonly readSen: bigint;
    readonly arrivesOn: BusinessDay;
    readonly unfit: number;
  }[];
}) {
  return (
    <DataTable
      caption={m.payments_card_waiting_payouts()}
      rows={rows}
      rowKey={(row) => row.id}
      empty={null}
      columns={[
        { key: "id", header: m.payments_card_move_payout(), cell: (row) => row.id },
        { key: "on", header: m.payments_card_move_at(), cell: (row) => date(row.arrivesOn) },
        { key: "amount", header: m.payments_amount(), align: "end", cell: (row) => senText(row.amountSen) },
        { key: "read", header: m.payments_card_read(), align: "end", cell: (row) => senText(row.readSen) },
        {
          key: "unfit",
          header: m.payments_card_unfit_lines(),
          align: "end",
          cell: (row) => whole(row.unfit),
        },
      ]}
    />
  );
}

const matterWords: Readonly<Record<EarlyMatter, () => string>> = {
  refund: m.payments_card_move_refund,
  dispute: m.payments_card_move_dispute,
};

/** Words of the provider whose payment is not known here yet, and for how long they have waited; nothing where none waits. */
export function WaitingWordTable({
  rows,
  at,
  zone = OFFICE_ZONE,
}: {
  readonly rows: readonly WaitingCardWord[];
  readonly at: Date;
  readonly zone?: TimeZone;
}) {
  return (
    <>
      <p className="max-w-prose px-4 py-3 text-sm text-ink-soft sm:px-6">
        {m.payments_card_words_wait_lead()}
      </p>
      <DataTable
        caption={m.payments_card_words_wait()}
        rows={rows}
        rowKey={(row) => row.id}
        empty={null}
        columns={[
          {
            key: "what",
            header: m.payments_card_move(),
            cell: (row) => (
              <span className="break-all">{`${matterWords[row.matter]()} · ${row.subjectRef}`}</span>
            ),
          },
          {
            key: "at",
            header: m.payments_card_word_said(),
            cell: (row) => `${relative(row.saidAt, at)} · ${dateTime(row.saidAt, zone)}`,
          },
          {
            key: "amount",
            header: m.payments_amount(),
            align: "end",
            cell: (row) =>
              row.amountRupiah === null ? m.payments_card_word_no_amount() : rupiah(row.amountRupiah),
          },
          {
            key: "payment",
            header: m.payments_card_word_payment(),
            cell: (row) => <span className="break-all">{row.paymentRef}</span>,
          },
        ]}
      />
    </>
  );
}
