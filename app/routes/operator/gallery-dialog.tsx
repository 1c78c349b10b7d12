import { RouteDialog } from "#app/ui/feedback/dialog.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";

/** A specimen of a dialog: a page of its own over the page underneath. */
export default function GalleryDialog() {
  return (
    <RouteDialog title="Tolak 1,5 kg bayam" closeTo="/operator/galeri">
      <Form action="/operator/galeri" idempotencyKey="gallery-dialog">
        <Textarea name="reason" label="Alasan" hint="Koperasi membaca alasan ini apa adanya." />
        <FormActions>
          <SubmitButton variant="danger" icon="x" name="intent" value="flash">
            Tolak dan catat
          </SubmitButton>
          <ButtonLink to="/operator/galeri" variant="quiet">
            Batal
          </ButtonLink>
        </FormActions>
      </Form>
    </RouteDialog>
  );
}
