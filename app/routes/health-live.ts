import { livenessAnswer } from "#app/http/health.server.ts";

export function loader() {
  return livenessAnswer();
}
