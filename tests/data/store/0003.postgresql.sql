CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.decisions (
    number integer NOT NULL,
    report_id character varying(64) NOT NULL,
    body text NOT NULL
);
CREATE SEQUENCE public.decisions_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.decisions_number_seq OWNED BY public.decisions.number;
CREATE TABLE public.events (
    number integer NOT NULL,
    report_id character varying(64) NOT NULL,
    actor character varying(120) NOT NULL,
    "time" character varying(40) NOT NULL,
    action character varying(80) NOT NULL,
    detail text NOT NULL,
    digest character varying(64) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.events_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.events_number_seq OWNED BY public.events.number;
CREATE TABLE public.figure_revisions (
    report_id character varying(64) NOT NULL,
    revision integer NOT NULL,
    author character varying(120) NOT NULL,
    "time" character varying(40) NOT NULL
);
CREATE TABLE public.figures (
    report_id character varying(64) NOT NULL,
    figure_id character varying(200) NOT NULL,
    since integer NOT NULL,
    until integer,
    "position" integer NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.jobs (
    id character varying(64) NOT NULL,
    report_id character varying(64) NOT NULL,
    state character varying(20) NOT NULL,
    created character varying(40) NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL,
    worker character varying(120),
    heartbeat character varying(40)
);
CREATE TABLE public.meta (
    name character varying(40) NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.papers (
    report_id character varying(64) NOT NULL,
    name character varying(200) NOT NULL,
    revision integer NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.reports (
    id character varying(64) NOT NULL,
    updated character varying(40) NOT NULL,
    figure_revision integer NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.sections (
    report_id character varying(64) NOT NULL,
    key character varying(200) NOT NULL,
    number integer NOT NULL,
    "position" integer
);
CREATE TABLE public.snapshots (
    number integer NOT NULL,
    report_id character varying(64) NOT NULL,
    body text NOT NULL
);
CREATE SEQUENCE public.snapshots_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.snapshots_number_seq OWNED BY public.snapshots.number;
CREATE TABLE public.users (
    name character varying(120) NOT NULL,
    body text NOT NULL,
    password_changed character varying(40)
);
CREATE TABLE public.versions (
    report_id character varying(64) NOT NULL,
    key character varying(200) NOT NULL,
    number integer NOT NULL,
    author character varying(120) NOT NULL,
    "time" character varying(40) NOT NULL,
    cause character varying(40) NOT NULL,
    note text NOT NULL,
    body text NOT NULL
);
ALTER TABLE ONLY public.decisions ALTER COLUMN number SET DEFAULT nextval('public.decisions_number_seq'::regclass);
ALTER TABLE ONLY public.events ALTER COLUMN number SET DEFAULT nextval('public.events_number_seq'::regclass);
ALTER TABLE ONLY public.snapshots ALTER COLUMN number SET DEFAULT nextval('public.snapshots_number_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.decisions VALUES (1, 'r1', '{"report_id":"r1","kind":"accepted","who":"wang","time":"2026-03-02T12:03:00Z","reason":"电话核实"}');
INSERT INTO public.events VALUES (1, '', 'root', '2026-03-02T12:00:00.000000+00:00', 'user', 'zhang 起草 active=True', '125f60c075a9ce58b2e356eb1dfd855615d6fe3498d385bff9310ab80a46cd3a');
INSERT INTO public.events VALUES (2, 'r1', 'zhang', '2026-03-02T12:00:00.000000+00:00', 'create', '濮阳县2023年度报告', '2510fb4715492ed4ea9ba0a35a48466f89cf8ccbb677443fffbb5d9fd2a0fbf8');
INSERT INTO public.events VALUES (3, 'r1', 'zhang', '2026-03-02T12:00:00.000000+00:00', 'figures', '', 'ae3b12e7b3cae08533266fe92f9f6899919ed54845e123b812468c7de89733a5');
INSERT INTO public.events VALUES (4, 'r1', 'zhang', '2026-03-02T12:01:00.000000+00:00', 'figures', '', 'e512b92af16aed943f38e274f9a5ca788c1b5ed46000811460391d8678384107');
INSERT INTO public.events VALUES (5, 'r1', 'zhang', '2026-03-02T12:00:00.000000+00:00', 'edit', '', '0b266dd9c1f7621886a07ad0d271b63aa2eacaa0497cde59111338774210747a');
INSERT INTO public.events VALUES (6, 'r1', 'zhang', '2026-03-02T12:00:00.000000+00:00', 'edit', '', 'f9268ece2a0f46060ca3243ed8afe062491b06d28b6190cfcfd43dbb772d56f0');
INSERT INTO public.figure_revisions VALUES ('r1', 1, 'zhang', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.figure_revisions VALUES ('r1', 2, 'zhang', '2026-03-02T12:01:00.000000+00:00');
INSERT INTO public.figures VALUES ('r1', 'norm_total', 1, 2, 0, '{"id":"norm_total","indicator":"梳理规范性文件","value":"136","unit":"件","approx":"","period":{"text":"2023年","start":"2023-01-01","end":"2023-12-31"},"previous":"98.50","subject":"濮阳县","section":"高点谋划","aliases":["规范性文件","文件"],"required":true,"formula":"","source":"县司法局","note":"","cell":{"file":"figures.csv","sheet":"","cell":"C9"},"extra":[["科室","法规科"]]}');
INSERT INTO public.figures VALUES ('r1', 'norm_total', 2, NULL, 0, '{"id":"norm_total","indicator":"梳理规范性文件","value":"140.0","unit":"件","approx":"","period":{"text":"2023年","start":"2023-01-01","end":"2023-12-31"},"previous":"98.50","subject":"濮阳县","section":"高点谋划","aliases":["规范性文件","文件"],"required":true,"formula":"","source":"县司法局","note":"","cell":{"file":"figures.csv","sheet":"","cell":"C9"},"extra":[["科室","法规科"]]}');
INSERT INTO public.jobs VALUES ('j1', 'r1', 'queued', '2026-03-02T12:00:00.000000+00:00', 1, '{"id":"j1","report_id":"r1","kind":"draft","owner":"zhang","created":"2026-03-02T12:00:00Z","updated":"2026-03-02T12:00:00Z","revision":1}', NULL, NULL);
INSERT INTO public.meta VALUES ('app_version', '0.1.0');
INSERT INTO public.papers VALUES ('r1', 'outline', 1, '{"name":"outline","text":"a: 1","revision":1}');
INSERT INTO public.reports VALUES ('r1', '2026-03-02T12:00:00.000000+00:00', 2, '{"id":"r1","title":"濮阳县2023年度报告","subject":"濮阳县","year":2023,"language":"zh","owner":"zhang","created":"2026-03-02T12:00:00Z","updated":"2026-03-02T12:00:00Z","figure_revision":2}');
INSERT INTO public.sections VALUES ('r1', 's1', 2, 0);
INSERT INTO public.snapshots VALUES (1, 'r1', '{"report_id":"r1","name":"送审稿","author":"zhang","time":"2026-03-02T12:04:00Z","versions":[["s1",1]],"figure_revision":2}');
INSERT INTO public.users VALUES ('zhang', '{"name":"zhang","role":"起草","password_hash":"$argon2id$v=19$m=65536,t=3,p=4$NUBMk5QtgqZjjv0mxuutnQ$0RGVZwpE0WpppEBbzrRAPbKJfBeBOKcbFR9A2q/SUC8","created":"2026-03-02T12:00:00Z"}', NULL);
INSERT INTO public.versions VALUES ('r1', 's1', 1, 'zhang', '2026-03-02T12:00:00.000000+00:00', 'draft', '第一稿', '{"report_id":"r1","parent":0,"text":{"key":"s1","title":"高点谋划","sentences":[{"text":"共梳理规范性文件136件。","bindings":[{"start":8,"end":12,"expression":"norm_total","figures":["norm_total"]}],"id":"s1","starts_paragraph":true}]},"author":"zhang","time":"2026-03-02T12:00:00Z","cause":"draft","note":"第一稿","record":{"writer":"composer","passages":["p1"],"seconds":"0.25"}}');
INSERT INTO public.versions VALUES ('r1', 's1', 2, 'zhang', '2026-03-02T12:00:00.000000+00:00', 'edit', '第一稿', '{"report_id":"r1","parent":1,"text":{"key":"s1","title":"\u9ad8\u70b9\u8c0b\u5212","sentences":[{"text":"\u96f6\u0000 \ud800 \ud840\udc00\u3002","id":"s1","starts_paragraph":true}]},"author":"zhang","time":"2026-03-02T12:00:00Z","cause":"edit","note":"\u7b2c\u4e00\u7a3f","record":{"writer":"composer","passages":["p1"],"seconds":"0.25"}}');
SELECT pg_catalog.setval('public.decisions_number_seq', 1, true);
SELECT pg_catalog.setval('public.events_number_seq', 6, true);
SELECT pg_catalog.setval('public.snapshots_number_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT pk_decisions PRIMARY KEY (number);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT pk_events PRIMARY KEY (number);
ALTER TABLE ONLY public.figure_revisions
    ADD CONSTRAINT pk_figure_revisions PRIMARY KEY (report_id, revision);
ALTER TABLE ONLY public.figures
    ADD CONSTRAINT pk_figures PRIMARY KEY (report_id, figure_id, since);
ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT pk_jobs PRIMARY KEY (id);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT pk_meta PRIMARY KEY (name);
ALTER TABLE ONLY public.papers
    ADD CONSTRAINT pk_papers PRIMARY KEY (report_id, name, revision);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT pk_reports PRIMARY KEY (id);
ALTER TABLE ONLY public.sections
    ADD CONSTRAINT pk_sections PRIMARY KEY (report_id, key);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT pk_snapshots PRIMARY KEY (number);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT pk_users PRIMARY KEY (name);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT pk_versions PRIMARY KEY (report_id, key, number);
CREATE INDEX ix_decisions_report_id ON public.decisions USING btree (report_id);
CREATE INDEX ix_events_report_id ON public.events USING btree (report_id);
CREATE INDEX ix_figures_now ON public.figures USING btree (report_id, until);
CREATE INDEX ix_jobs_heartbeat ON public.jobs USING btree (heartbeat);
CREATE INDEX ix_jobs_report_id ON public.jobs USING btree (report_id);
CREATE INDEX ix_jobs_state ON public.jobs USING btree (state);
CREATE INDEX ix_jobs_worker ON public.jobs USING btree (worker);
CREATE INDEX ix_reports_updated ON public.reports USING btree (updated);
CREATE INDEX ix_snapshots_report_id ON public.snapshots USING btree (report_id);
ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT fk_decisions_report_id_reports FOREIGN KEY (report_id) REFERENCES public.reports(id);
ALTER TABLE ONLY public.figure_revisions
    ADD CONSTRAINT fk_figure_revisions_report_id_reports FOREIGN KEY (report_id) REFERENCES public.reports(id);
ALTER TABLE ONLY public.figures
    ADD CONSTRAINT fk_figures_report_id_reports FOREIGN KEY (report_id) REFERENCES public.reports(id);
ALTER TABLE ONLY public.papers
    ADD CONSTRAINT fk_papers_report_id_reports FOREIGN KEY (report_id) REFERENCES public.reports(id);
ALTER TABLE ONLY public.sections
    ADD CONSTRAINT fk_sections_report_id_reports FOREIGN KEY (report_id) REFERENCES public.reports(id);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT fk_snapshots_report_id_reports FOREIGN KEY (report_id) REFERENCES public.reports(id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT fk_versions_report_id_reports FOREIGN KEY (report_id) REFERENCES public.reports(id);
