import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { DebitNoteStanding } from "../debit-note.ts";

/** Where a debit note stands, and for whom it waits. */
export function DebitNoteBadge({ standing }: { readonly standing: DebitNoteStanding }) {
  switch (standing) {
    case "waiting":
      return (
        <Badge tone="rice" icon="clock">
          {m.invoicing_debit_standing_waiting()}
        </Badge>
      );
    case "silent":
      return <Badge tone="rice">{m.invoicing_debit_standing_silent()}</Badge>;
    case "accepted":
      return <Badge tone="rice">{m.invoicing_debit_standing_accepted()}</Badge>;
    case "contested":
      return (
        <Badge tone="brick" icon="alert">
          {m.invoicing_debit_standing_contested()}
        </Badge>
      );
    case "settled":
      return (
        <Badge tone="leaf" icon="check">
          {m.invoicing_debit_standing_settled()}
        </Badge>
      );
    case "taken_back":
      return <Badge tone="neutral">{m.invoicing_debit_standing_taken_back()}</Badge>;
  }
}
