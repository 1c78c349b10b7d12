import { Scripts } from "@remix-run/react";
import { Children, cloneElement, Fragment, isValidElement, type ReactNode } from "react";

/**
 * Remix's scripts, fetched after what the eye needs. A browser takes the files that Remix names for as urgent as the
 * style, and on a slow line they then share it, although everything can be read, filled in and sent before they come.
 */
export function LateScripts({ nonce }: { readonly nonce: string | undefined }) {
  // Called and not drawn, for Remix has no word for the urgency of its own links.
  return <>{withoutHaste(Scripts({ nonce }))}</>;
}

function withoutHaste(drawn: ReactNode): ReactNode {
  return Children.map(drawn, (part) => {
    if (!isValidElement<{ readonly rel?: string; readonly children?: ReactNode }>(part)) return part;
    if (part.type === Fragment) return withoutHaste(part.props.children);
    return part.props.rel === "modulepreload" ? cloneElement(part, { fetchpriority: "low" } as object) : part;
  });
}
