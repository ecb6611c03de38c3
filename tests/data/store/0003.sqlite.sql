BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE decisions (
	number INTEGER NOT NULL, 
	report_id VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_decisions PRIMARY KEY (number), 
	CONSTRAINT fk_decisions_report_id_reports FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "decisions" VALUES(1,'r1','{"report_id":"r1","kind":"accepted","who":"wang","time":"2026-03-02T12:03:00Z","reason":"电话核实"}');
CREATE TABLE events (
	number INTEGER NOT NULL, 
	report_id VARCHAR(64) NOT NULL, 
	actor VARCHAR(120) NOT NULL, 
	time VARCHAR(40) NOT NULL, 
	action VARCHAR(80) NOT NULL, 
	detail TEXT NOT NULL, digest VARCHAR(64) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (number)
);
INSERT INTO "events" VALUES(1,'','root','2026-03-02T12:00:00.000000+00:00','user','zhang 起草 active=True','125f60c075a9ce58b2e356eb1dfd855615d6fe3498d385bff9310ab80a46cd3a');
INSERT INTO "events" VALUES(2,'r1','zhang','2026-03-02T12:00:00.000000+00:00','create','濮阳县2023年度报告','2510fb4715492ed4ea9ba0a35a48466f89cf8ccbb677443fffbb5d9fd2a0fbf8');
INSERT INTO "events" VALUES(3,'r1','zhang','2026-03-02T12:00:00.000000+00:00','figures','','ae3b12e7b3cae08533266fe92f9f6899919ed54845e123b812468c7de89733a5');
INSERT INTO "events" VALUES(4,'r1','zhang','2026-03-02T12:01:00.000000+00:00','figures','','e512b92af16aed943f38e274f9a5ca788c1b5ed46000811460391d8678384107');
INSERT INTO "events" VALUES(5,'r1','zhang','2026-03-02T12:00:00.000000+00:00','edit','','0b266dd9c1f7621886a07ad0d271b63aa2eacaa0497cde59111338774210747a');
INSERT INTO "events" VALUES(6,'r1','zhang','2026-03-02T12:00:00.000000+00:00','edit','','f9268ece2a0f46060ca3243ed8afe062491b06d28b6190cfcfd43dbb772d56f0');
CREATE TABLE figure_revisions (
	report_id VARCHAR(64) NOT NULL, 
	revision INTEGER NOT NULL, 
	author VARCHAR(120) NOT NULL, 
	time VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_figure_revisions PRIMARY KEY (report_id, revision), 
	CONSTRAINT fk_figure_revisions_report_id_reports FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "figure_revisions" VALUES('r1',1,'zhang','2026-03-02T12:00:00.000000+00:00');
INSERT INTO "figure_revisions" VALUES('r1',2,'zhang','2026-03-02T12:01:00.000000+00:00');
CREATE TABLE figures (
	report_id VARCHAR(64) NOT NULL, 
	figure_id VARCHAR(200) NOT NULL, 
	since INTEGER NOT NULL, 
	until INTEGER, 
	position INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_figures PRIMARY KEY (report_id, figure_id, since), 
	CONSTRAINT fk_figures_report_id_reports FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "figures" VALUES('r1','norm_total',1,2,0,'{"id":"norm_total","indicator":"梳理规范性文件","value":"136","unit":"件","approx":"","period":{"text":"2023年","start":"2023-01-01","end":"2023-12-31"},"previous":"98.50","subject":"濮阳县","section":"高点谋划","aliases":["规范性文件","文件"],"required":true,"formula":"","source":"县司法局","note":"","cell":{"file":"figures.csv","sheet":"","cell":"C9"},"extra":[["科室","法规科"]]}');
INSERT INTO "figures" VALUES('r1','norm_total',2,NULL,0,'{"id":"norm_total","indicator":"梳理规范性文件","value":"140.0","unit":"件","approx":"","period":{"text":"2023年","start":"2023-01-01","end":"2023-12-31"},"previous":"98.50","subject":"濮阳县","section":"高点谋划","aliases":["规范性文件","文件"],"required":true,"formula":"","source":"县司法局","note":"","cell":{"file":"figures.csv","sheet":"","cell":"C9"},"extra":[["科室","法规科"]]}');
CREATE TABLE jobs (
	id VARCHAR(64) NOT NULL, 
	report_id VARCHAR(64) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	created VARCHAR(40) NOT NULL, 
	revision INTEGER NOT NULL, 
	body TEXT NOT NULL, worker VARCHAR(120), heartbeat VARCHAR(40), 
	CONSTRAINT pk_jobs PRIMARY KEY (id)
);
INSERT INTO "jobs" VALUES('j1','r1','queued','2026-03-02T12:00:00.000000+00:00',1,'{"id":"j1","report_id":"r1","kind":"draft","owner":"zhang","created":"2026-03-02T12:00:00Z","updated":"2026-03-02T12:00:00Z","revision":1}',NULL,NULL);
CREATE TABLE meta (
	name VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('app_version','0.1.0');
CREATE TABLE papers (
	report_id VARCHAR(64) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	revision INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_papers PRIMARY KEY (report_id, name, revision), 
	CONSTRAINT fk_papers_report_id_reports FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "papers" VALUES('r1','outline',1,'{"name":"outline","text":"a: 1","revision":1}');
CREATE TABLE reports (
	id VARCHAR(64) NOT NULL, 
	updated VARCHAR(40) NOT NULL, 
	figure_revision INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_reports PRIMARY KEY (id)
);
INSERT INTO "reports" VALUES('r1','2026-03-02T12:00:00.000000+00:00',2,'{"id":"r1","title":"濮阳县2023年度报告","subject":"濮阳县","year":2023,"language":"zh","owner":"zhang","created":"2026-03-02T12:00:00Z","updated":"2026-03-02T12:00:00Z","figure_revision":2}');
CREATE TABLE sections (
	report_id VARCHAR(64) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	number INTEGER NOT NULL, 
	position INTEGER, 
	CONSTRAINT pk_sections PRIMARY KEY (report_id, "key"), 
	CONSTRAINT fk_sections_report_id_reports FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "sections" VALUES('r1','s1',2,0);
CREATE TABLE snapshots (
	number INTEGER NOT NULL, 
	report_id VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_snapshots PRIMARY KEY (number), 
	CONSTRAINT fk_snapshots_report_id_reports FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "snapshots" VALUES(1,'r1','{"report_id":"r1","name":"送审稿","author":"zhang","time":"2026-03-02T12:04:00Z","versions":[["s1",1]],"figure_revision":2}');
CREATE TABLE users (
	name VARCHAR(120) NOT NULL, 
	body TEXT NOT NULL, password_changed VARCHAR(40), 
	CONSTRAINT pk_users PRIMARY KEY (name)
);
INSERT INTO "users" VALUES('zhang','{"name":"zhang","role":"起草","password_hash":"$argon2id$v=19$m=65536,t=3,p=4$NUBMk5QtgqZjjv0mxuutnQ$0RGVZwpE0WpppEBbzrRAPbKJfBeBOKcbFR9A2q/SUC8","created":"2026-03-02T12:00:00Z"}',NULL);
CREATE TABLE versions (
	report_id VARCHAR(64) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	number INTEGER NOT NULL, 
	author VARCHAR(120) NOT NULL, 
	time VARCHAR(40) NOT NULL, 
	cause VARCHAR(40) NOT NULL, 
	note TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_versions PRIMARY KEY (report_id, "key", number), 
	CONSTRAINT fk_versions_report_id_reports FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "versions" VALUES('r1','s1',1,'zhang','2026-03-02T12:00:00.000000+00:00','draft','第一稿','{"report_id":"r1","parent":0,"text":{"key":"s1","title":"高点谋划","sentences":[{"text":"共梳理规范性文件136件。","bindings":[{"start":8,"end":12,"expression":"norm_total","figures":["norm_total"]}],"id":"s1","starts_paragraph":true}]},"author":"zhang","time":"2026-03-02T12:00:00Z","cause":"draft","note":"第一稿","record":{"writer":"composer","passages":["p1"],"seconds":"0.25"}}');
INSERT INTO "versions" VALUES('r1','s1',2,'zhang','2026-03-02T12:00:00.000000+00:00','edit','第一稿','{"report_id":"r1","parent":1,"text":{"key":"s1","title":"\u9ad8\u70b9\u8c0b\u5212","sentences":[{"text":"\u96f6\u0000 \ud800 \ud840\udc00\u3002","id":"s1","starts_paragraph":true}]},"author":"zhang","time":"2026-03-02T12:00:00Z","cause":"edit","note":"\u7b2c\u4e00\u7a3f","record":{"writer":"composer","passages":["p1"],"seconds":"0.25"}}');
CREATE INDEX ix_reports_updated ON reports (updated);
CREATE INDEX ix_jobs_report_id ON jobs (report_id);
CREATE INDEX ix_jobs_state ON jobs (state);
CREATE INDEX ix_events_report_id ON events (report_id);
CREATE INDEX ix_figures_now ON figures (report_id, until);
CREATE INDEX ix_decisions_report_id ON decisions (report_id);
CREATE INDEX ix_snapshots_report_id ON snapshots (report_id);
CREATE INDEX ix_jobs_worker ON jobs (worker);
CREATE INDEX ix_jobs_heartbeat ON jobs (heartbeat);
COMMIT;
