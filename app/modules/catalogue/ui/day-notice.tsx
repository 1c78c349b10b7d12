import { m } from "#app/i18n/paraglide/messages.js";
import { KeptCallouts } from "#app/ui/form/kept-callouts.tsx";

/** How the phone stands with the house: no signal, signed out, or a list of goods that waits here. */
export function DayNotice({ isDesk = false }: { readonly isDesk?: boolean }) {
  return (
    <KeptCallouts
      offline={{ title: m.catalogue_day_offline(), text: m.catalogue_day_offline_text() }}
      signedOut={{ title: m.catalogue_day_signed_out(), action: m.catalogue_day_sign_in() }}
      tells={() => !isDesk}
      titleOf={({ refused }) => (refused === null ? m.catalogue_day_waits() : m.catalogue_day_refused())}
      open={m.catalogue_day_open()}
    />
  );
}
