DROP INDEX "documents_subject";--> statement-breakpoint
CREATE INDEX "documents_about" ON "documents" USING btree ("subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_subject" ON "documents" USING btree ("subject_id","kind","organisation_id") WHERE state = 'issued';