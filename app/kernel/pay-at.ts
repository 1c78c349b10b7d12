/** Where a payer pays what a provider has opened for one payment: a page of the provider, a number at a named bank, or a code to be scanned. */
export type PayAt =
  | { readonly kind: "page"; readonly url: string }
  | { readonly kind: "virtualAccount"; readonly bank: string; readonly number: string }
  /** What the code says, to be drawn as a QR. */
  | { readonly kind: "qris"; readonly payload: string };
