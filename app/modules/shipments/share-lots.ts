import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { share } from "#app/kernel/share.ts";

/**
 * A share of a call-off may be brought partly out of named lots and partly straight from growers. Once on one truck, nobody can say whose
 * egg broke; so whatever happens to a share is divided in proportion to what came of each. Base units throughout.
 */

/** `base` of a share, divided between what was named and the rest of `wholeBase`, and then among the lots; parts add up to what falls to lots. */
function partsOf(base: bigint, wholeBase: bigint, lots: readonly bigint[]): bigint[] {
  const namedBase = sumOf(lots);
  if (base === 0n || namedBase === 0n) return lots.map(() => 0n);
  const restBase = wholeBase > namedBase ? wholeBase - namedBase : 0n;
  const [ofNamed = 0n] = share(base, [namedBase, restBase]);
  return share(ofNamed, lots);
}

/**
 * What of each lot the gate sent home: of `rejectedBase`, by what was named of each in what came to the gate. Never more of a lot than was
 * named of it; what was named and neither loaded nor sent home is missing, and stays with the share.
 */
export function sentHomeOf(
  gate: { readonly loadedBase: bigint; readonly rejectedBase: bigint },
  named: readonly bigint[],
): bigint[] {
  const { loadedBase, rejectedBase } = gate;
  const parts = partsOf(rejectedBase, loadedBase + rejectedBase, named);
  invariant(
    parts.every((part, at) => part <= (named[at] ?? 0n)),
    "no lot takes back more than it gave",
  );
  return parts;
}

/** What of each lot was accepted at the destination: of `acceptedBase`, by what is away of each in what was loaded. */
export function acceptedOf(
  share: { readonly loadedBase: bigint; readonly acceptedBase: bigint },
  away: readonly bigint[],
): bigint[] {
  return partsOf(share.acceptedBase, share.loadedBase, away);
}
