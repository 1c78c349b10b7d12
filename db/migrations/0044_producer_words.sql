CREATE TABLE "producer_words" (
	"id" text PRIMARY KEY NOT NULL,
	"producer_id" text NOT NULL,
	"link_id" text NOT NULL,
	"said" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by" text,
	CONSTRAINT "producer_words_answer" CHECK (("producer_words"."answer" is null) = ("producer_words"."answered_at" is null) and ("producer_words"."answer" is null) = ("producer_words"."answered_by" is null))
);
--> statement-breakpoint
ALTER TABLE "producer_words" ADD CONSTRAINT "producer_words_producer_id_producers_id_fk" FOREIGN KEY ("producer_id") REFERENCES "public"."producers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "producer_words" ADD CONSTRAINT "producer_words_link_id_access_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."access_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "producer_words" ADD CONSTRAINT "producer_words_answered_by_persons_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "producer_words_producer" ON "producer_words" USING btree ("producer_id","said_at");--> statement-breakpoint
CREATE INDEX "producer_words_open" ON "producer_words" USING btree ("producer_id") WHERE answered_at is null;--> statement-breakpoint
-- by hand
-- What was said stays said; an answer is added once.
create function refuse_unsaying() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.answer is not null
    or (new.producer_id, new.link_id, new.said, new.said_at) is distinct from (old.producer_id, old.link_id, old.said, old.said_at) then
    raise exception 'word % was said', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;--> statement-breakpoint
create trigger producer_words_written before update or delete on producer_words for each row execute function refuse_unsaying();
