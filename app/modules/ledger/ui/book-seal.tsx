import { Link } from "@remix-run/react";
import { date, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Section } from "#app/ui/layout/section.tsx";

export type BookSealProps = {
  readonly seal: { readonly day: BusinessDay; readonly hash: string; readonly entries: number };
  readonly fileTo: string;
};

const link = "inline-flex min-h-11 items-center font-semibold text-leaf-700 underline";

/** Until when these books are sealed, the hash that says so, and the file by which anybody can check it. */
export function BookSeal({ seal, fileTo }: BookSealProps) {
  return (
    <Section title={m.ledger_seal_own_title()}>
      <p>{m.ledger_seal_own_text({ day: date(seal.day), count: whole(seal.entries) })}</p>
      <p className="mt-1">
        <code className="text-sm break-all">{seal.hash}</code>
      </p>
      <p className="mt-2 flex flex-wrap gap-x-6">
        <a href={fileTo} download className={link}>
          {m.ledger_seal_own_file()}
        </a>
        <Link to="/segel/buku" className={link}>
          {m.ledger_seal_own_public()}
        </Link>
      </p>
    </Section>
  );
}
