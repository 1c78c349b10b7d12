import { m } from "#app/i18n/paraglide/messages.js";
import type { CallOffState } from "#app/modules/contracts/contract-lifecycle.ts";
import { Steps } from "#app/ui/layout/steps.tsx";
import type { TripState } from "../shipment-lifecycle.ts";

export type CallOffStepsProps = {
  readonly state: CallOffState;
  /** Whether a table of shares has been drawn up. */
  readonly isShared: boolean;
  readonly tripState: TripState | null;
};

function stepOf({ state, isShared, tripState }: CallOffStepsProps): number {
  if (state === "closed") return 4;
  if (state === "locked") return tripState === "departed" ? 3 : 2;
  return isShared ? 1 : 0;
}

/** How far a call-off has come, from who can bring what to the money of each koperasi. Nothing for one that was called back. */
export function CallOffSteps(props: CallOffStepsProps) {
  if (props.state === "cancelled") return null;
  return (
    <Steps
      current={stepOf(props)}
      steps={[
        m.shipments_step_capacity(),
        m.shipments_step_shares(),
        m.shipments_step_gate(),
        m.shipments_step_road(),
        m.shipments_step_money(),
      ]}
    />
  );
}
