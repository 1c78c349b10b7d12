/** Where somebody decides about an organisation: an agency below its workspace, an operator in the operator's pages. */
export function decisionPath(by: "agency" | "operator", organisationId: string): string {
  return by === "agency"
    ? `verifikasi-organisasi/${organisationId}`
    : `/operator/organisasi/${organisationId}`;
}

/** Where a second officer says yes or no to a leader being let back in. */
export function recoveryPath(by: "agency" | "operator", organisationId: string): string {
  return `${decisionPath(by, organisationId)}#pulihkan`;
}
