import { createContext, useContext } from "react";

const Nonce = createContext<string | undefined>(undefined);

/** Hands the Content-Security-Policy nonce of this response to the few tags that need it. Server only: a browser hides nonces. */
export const NonceProvider = Nonce.Provider;

export function useNonce(): string | undefined {
  return useContext(Nonce);
}
