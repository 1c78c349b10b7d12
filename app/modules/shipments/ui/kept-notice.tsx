import { m } from "#app/i18n/paraglide/messages.js";
import { KeptCallouts } from "#app/ui/form/kept-callouts.tsx";

/** How the phone stands with the house: no signal, signed out, or receipts that wait here, but for the one the page is about. */
export function KeptNotice({ about = null }: { readonly about?: string | null }) {
  return (
    <KeptCallouts
      offline={{ title: m.shipments_offline_title(), text: m.shipments_offline_text() }}
      signedOut={{ title: m.shipments_signed_out_title(), action: m.shipments_signed_out_action() }}
      tells={(form) => form.about !== about}
      titleOf={({ refused, title: name }) =>
        refused === null ? m.shipments_kept_one({ name }) : m.shipments_kept_refused({ name })
      }
      open={m.shipments_kept_open()}
    />
  );
}
