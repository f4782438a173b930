BEGIN TRANSACTION;
CREATE TABLE attendee (class_id bigint not null references class (id), person_id bigint not null references person (id), seconds bigint, confirmed bigint not null, enrolment text not null default '', primary key (class_id, person_id)) without rowid;
INSERT INTO "attendee" VALUES(12,7,25200,1,'');
INSERT INTO "attendee" VALUES(12,10,NULL,1,'');
CREATE TABLE audit (chain text not null, seq bigint not null, at text not null, at_real bigint not null, employee text not null, login text not null, role text not null, org text not null, subject text not null, item text not null, action text not null, remark text not null, before_text text not null, after_text text not null, policy text not null, graph text not null, outcome text not null, detail text not null, previous text not null, hash text not null, seal text not null default '', primary key (chain, seq)) without rowid;
INSERT INTO "audit" VALUES('A',1,'2024-03-04 09:00',1795955939164,'','','operator','','import','orgs.csv','import','','','新增	11
更新	0
未变	0
','','','done','','','0787b39bda698254af1b0b9e128e02e6e765e8da4010b8885f8845922bf07ca0','');
INSERT INTO "audit" VALUES('A',2,'2024-03-04 09:00',1795955939166,'','','operator','','import','people.csv','import','','','新增	3
更新	0
未变	0
','','','done','','0787b39bda698254af1b0b9e128e02e6e765e8da4010b8885f8845922bf07ca0','c5a43003d785851ac1168b9a5fea5e815ff3c4626d7a6a0fe47d53a4e4653fa0','');
INSERT INTO "audit" VALUES('A',3,'2024-03-04 09:00',1795955939168,'','','operator','','import','roles.csv','import','','','新增	2
更新	0
未变	0
','','','done','','c5a43003d785851ac1168b9a5fea5e815ff3c4626d7a6a0fe47d53a4e4653fa0','23ab04d76f9df90503eb7c9d1005aac29114d87cd374ac048334ecb133641cc9','');
INSERT INTO "audit" VALUES('A',4,'2024-03-04 09:00',1795955939191,'','','operator','','import','plans.csv','import','','','新增	1
更新	0
未变	0
新增编号	N7
','','','done','','23ab04d76f9df90503eb7c9d1005aac29114d87cd374ac048334ecb133641cc9','cf17fb991f822178e8b4b004910e05d4e3c0fc23658dfc410a07fcca7729ce25','');
INSERT INTO "audit" VALUES('A',5,'2024-03-04 15:00',1795989916351,'','','operator','','database','6','seal','','','A	4
I01	11
I02	4
I03	4
','','','done','','cf17fb991f822178e8b4b004910e05d4e3c0fc23658dfc410a07fcca7729ce25','b04cb7fb9dbfdd698ecc763c52f7f7ed0c69eafdc34c26217b72ad80d2fa2cca','+	attendee	I01	0	2	bee7d9270e7b7415e8220c9aa488615a5b272f7466179ed5e28aee99bdca99b3
+	class	I01	2023	1	c1fb99f5fe805fd4d13a4a065edd4e890e263865b5b5907220bade5554f82418
+	class	A	2024	1	57869f1244c376722d3b76abaa32e98a5025f245b14dea82516a8ba3979dde84
+	class	I01	2024	4	059f9d2f84f6ebb4fe2866cff5924d0470b06e5849ce9cd5a19f7285ac39440f
+	class	I02	2024	1	9d91c6e8ba174fe9d2f113a3316500b37b5ff519030f36ca16602eb3d4d83492
+	class	I03	2024	1	1596d9a82e4638f2e7c6336f7819779ab251eacd9d957082bd78700caf3f9c6e
+	class	I01	2025	3	c8821b6100dac33ef9cfbf5da656f9dc1b827944460b6d57b89edeba78eef24f
+	class	I02	2025	1	7dfbc21686c3e51bbb909de56ba6949c3f4b964c8cac8bb5a342120186783d23
+	headcount	I01	2024	1	3085b3a373fe88db165dad3fb6334c1d3decf13781cfaf194f168a1cb4adf56b
+	headcount	I02	2024	1	17a694250b21957e81c9641be808070235c146673a8e42d29bb48111feedd30d
+	headcount	I03	2024	1	c48e9ff9273e454ebaebfaa3bc31b00738a47aa05fd2b0b9f5b2ef21dcf44ba1
+	org	A	0	2	2a4c1959fe9db4891b38bd1972a63ad1bbdc225d4deda6336260704a5ec0ce34
+	org	I01	0	5	b1be609c1c2bbecd2f30fd727d1b30be1051ad23c027833b737f1ec1e8c34434
+	org	I02	0	2	43269902f1d92a2a13983ff7a69206850cd2758856ac0f65bc9a4d403402cf15
+	org	I03	0	2	9841fcd23517ed5e20236323dfd487b08e084f7c38d1bfcfe6e8af11c26b529e
+	person	A	0	3	108add30b9ebd8ea3feebfe31424bac3eae34680bfc036ca567156106eaf0ddf
+	person	I01	0	11	c8de14b53eb9026794f54a3302eacc1ca14a5683fefb237fe6a851d2c66f8450
+	person	I02	0	4	913c95ed6efe66b810182793441ae9f1700a4ac389921b49633b9a742e0e5e8c
+	person	I03	0	2	cee6f9fe32b553a61dad58c0a3c7bec5761affd721cbf228190422300e2f49d6
+	plan	A	2024	1	abec6d265223aee837cbe98612f2f3096d9955ec26d001b2b4ff8095e0fe92cd
+	plan	I01	2024	5	72d77e516f0157fde3b754fbefa0eb7cf55c12b01945d16495c28a8efd3ff4c9
+	plan	I02	2024	1	2d135da6521462a6cd0a7bce5791a79b52a9fa8120fdea7849a81f4381158ecf
+	plan	I03	2024	1	8bc0a9df0544c3050609fd7521c067933666f8ac64c0006c22d41b168b1d31a9
+	plan	I01	2025	3	8d5648c583f3a293a516fd9315128924896e96a3df4512baba0e5d59f7e467b2
+	plan	I02	2025	1	62b4542a0c78484246d8e1d33b42a16ca313bf5f23edb54838b890b34781c76e
+	record	I01	2023	5	e4d63051fbb3a02b8008bfea4ace03a5d75fd91c796920655629e58a9eb959c3
+	role_grant	A	0	2	dab03e1d5abfc460e32fb36882a42b045bda76bdcdfa3b1a2498c796c67069cd
+	role_grant	I01	0	7	a672badda3988a9e826e54b0b68fd2ce0189a6d60297c516720bbc9be02ecf13
+	role_grant	I02	0	3	830645b0e3e5fce76dd638f21e2fcb3386178a9ddcdf126e511fe1946bdf4559
+	role_grant	I03	0	1	fd81be15f823a89283e770f6a82925e28b2817baf2d8f9aabb9dcc925ddba7c4
+	source	A	0	4	d258335e8474a02cc6011e9dd55180ae50bdf8a921ff99b598b41d093498e972
');
INSERT INTO "audit" VALUES('I01',1,'2024-03-04 09:00',1795955939166,'','','operator','','import','people.csv','import','','','新增	11
更新	0
未变	0
','','','done','','','5ed0054923db3c4610313d1f4af0f4472d849261a252a11d65a9fcd927448969','');
INSERT INTO "audit" VALUES('I01',2,'2024-03-04 09:00',1795955939168,'','','operator','','import','roles.csv','import','','','新增	7
更新	0
未变	0
','','','done','','5ed0054923db3c4610313d1f4af0f4472d849261a252a11d65a9fcd927448969','a7206f8e280e3a2544407a23fc21531cbac0abddaef48da93f76b3aa3750ae35','');
INSERT INTO "audit" VALUES('I01',3,'2024-03-04 09:00',1795955939171,'','','operator','','import','headcounts.csv','import','','','新增	1
更新	0
未变	0
','','','done','','a7206f8e280e3a2544407a23fc21531cbac0abddaef48da93f76b3aa3750ae35','bfcbbed2ff9316ebc34c1dd2826c33d231e994ebc2c0365bf8315ca2868c3182','');
INSERT INTO "audit" VALUES('I01',4,'2024-03-04 09:00',1795955939191,'','','operator','','import','plans.csv','import','','','新增	8
更新	0
未变	0
新增编号	N1、N2、N3、N4、O1、Y1、Y2、Y3
','','','done','','bfcbbed2ff9316ebc34c1dd2826c33d231e994ebc2c0365bf8315ca2868c3182','956ba14c9e6da109b76734bf9444910b9a145ec29fcdf2ec45937cd6584f14c6','');
INSERT INTO "audit" VALUES('I01',5,'2024-03-04 09:00',1795955939211,'','','operator','','import','classes.csv','import','','','新增	1
更新	0
未变	0
新增编号	K1
','','','done','','956ba14c9e6da109b76734bf9444910b9a145ec29fcdf2ec45937cd6584f14c6','37044da24cf391d8d047d20ae648d87d6541a6e04aedcd3208c6b709d1285433','');
INSERT INTO "audit" VALUES('I01',6,'2024-03-04 09:00',1795955939213,'','','operator','','import','attendees.csv','import','','','新增	2
更新	0
未变	0
','','','done','','37044da24cf391d8d047d20ae648d87d6541a6e04aedcd3208c6b709d1285433','5a0bfb79a070c4417888ca93b9145c185750acfb6ac74b3c9ba7477a68802985','');
INSERT INTO "audit" VALUES('I01',7,'2024-03-04 09:00',1795955939221,'','','operator','','import','learning.csv','import','','','新增	3
更新	0
未变	0
','','','done','','5a0bfb79a070c4417888ca93b9145c185750acfb6ac74b3c9ba7477a68802985','2fd3d2ce49ff8f39f226dd9cf44b9f018eca83d7fb0b61033502d83f13857794','');
INSERT INTO "audit" VALUES('I01',8,'2024-03-04 09:00',1795955939262,'2004','mei','class_admin','I01-D1','plan','N1','submit','','review	draft
','review	reported
','2023:6d1d914e30d6','5dfcc727aa9f','done','','2fd3d2ce49ff8f39f226dd9cf44b9f018eca83d7fb0b61033502d83f13857794','b2aaa3f7e658608f1a33e9f13ba37fc06fd9938728c32c214be5155be5937783','');
INSERT INTO "audit" VALUES('I01',9,'2024-03-04 09:00',1795955939262,'2004','mei','class_admin','I01-D1','plan','N1','route','','review	reported
','review	at_department
','2023:6d1d914e30d6','5dfcc727aa9f','done','','b2aaa3f7e658608f1a33e9f13ba37fc06fd9938728c32c214be5155be5937783','f7231eb61486b5413e028786d1c08301bdb6b58cd4cd01f23b679cd6f5390bbf','');
INSERT INTO "audit" VALUES('I01',10,'2024-03-04 09:00',1795955939301,'2003','tao','department_admin','I01-D1','plan','N1','approve','','review	at_department
','review	at_institute
','2023:6d1d914e30d6','5dfcc727aa9f','done','','f7231eb61486b5413e028786d1c08301bdb6b58cd4cd01f23b679cd6f5390bbf','ed60d6b8046d8098af02d669d68a14d121f14a810afa6500661e7c68bb11cd63','');
INSERT INTO "audit" VALUES('I01',11,'2024-03-04 09:00',1795955939327,'2003','tao','department_admin','I01-D1','learning','2007/L2','approve','','review	pending
','review	approved
','2023:6d1d914e30d6','05ace3c9e222','done','','ed60d6b8046d8098af02d669d68a14d121f14a810afa6500661e7c68bb11cd63','5c627d37a2739ebe0c4c70b14657ded884a269764446516fb2b72c2ba13a05b3','');
INSERT INTO "audit" VALUES('I01',12,'2024-03-04 15:00',1795989916500,'2001','lin','institute_admin','I01','person','2009','edit','','离职时间	
','离职时间	2022-06-30
','','c766714af3ed','done','','5c627d37a2739ebe0c4c70b14657ded884a269764446516fb2b72c2ba13a05b3','1563e19f3ed0f212e67f2ae8aa4c34857f9044ce6afdf1ff4382384fb96ddfb3','-	person	I01	0	1	81cf8a7a4f1fa70fc3a6ef0a694e65b3b6c8ceaefb77a7f83fea54367d224175	2009
+	person	I01	0	1	4f5d171825eafe004d49f66496a2a66eba8628292c5b6ed4087c10e29ba77820	2009
+	flag		0	0	0000000000000000000000000000000000000000000000000000000000000000	witnessed
');
INSERT INTO "audit" VALUES('I01',13,'2024-03-04 15:00',1795989916600,'2001','lin','institute_admin','I01','person','2009','edit','','入职时间	2007-07-01
离职时间	2022-06-30
','入职时间	2024-02-01
离职时间	
','','c766714af3ed','done','','1563e19f3ed0f212e67f2ae8aa4c34857f9044ce6afdf1ff4382384fb96ddfb3','e4cc8541924f510e448c604ccaf9e23fad13ac60ed499636e384666860ea949a','-	person	I01	0	1	4f5d171825eafe004d49f66496a2a66eba8628292c5b6ed4087c10e29ba77820	2009
+	person	I01	0	1	bf9e545ff766f3ac17b4784415ac0b10c20c2d2d023de2166e091a38f9bf3920	2009
');
INSERT INTO "audit" VALUES('I02',1,'2024-03-04 09:00',1795955939166,'','','operator','','import','people.csv','import','','','新增	4
更新	0
未变	0
','','','done','','','7086fb109795d3b05c0c99934bb214fef0e427993058ef5383a7e5f1f9a15903','');
INSERT INTO "audit" VALUES('I02',2,'2024-03-04 09:00',1795955939168,'','','operator','','import','roles.csv','import','','','新增	3
更新	0
未变	0
','','','done','','7086fb109795d3b05c0c99934bb214fef0e427993058ef5383a7e5f1f9a15903','ecff70b7b847c143be4af3f0ebe5c5e662900961612b091e015c7c55f09acf88','');
INSERT INTO "audit" VALUES('I02',3,'2024-03-04 09:00',1795955939171,'','','operator','','import','headcounts.csv','import','','','新增	1
更新	0
未变	0
','','','done','','ecff70b7b847c143be4af3f0ebe5c5e662900961612b091e015c7c55f09acf88','590a8a97a8c25d4a9716d8455ca53debe6dd484c94899dd0ee1a12c779b9914a','');
INSERT INTO "audit" VALUES('I02',4,'2024-03-04 09:00',1795955939191,'','','operator','','import','plans.csv','import','','','新增	2
更新	0
未变	0
新增编号	N6、Y4
','','','done','','590a8a97a8c25d4a9716d8455ca53debe6dd484c94899dd0ee1a12c779b9914a','566df8a3c22feeed79dd90df19d2ef7ddb9756ddfffec73ef5bff19cd531b9a4','');
INSERT INTO "audit" VALUES('I02',5,'2024-03-04 15:00',1795989916700,'3001','ouyang','institute_admin','I02','person','3003','edit','','离职时间	
','离职时间	2022-06-30
','','c766714af3ed','done','','566df8a3c22feeed79dd90df19d2ef7ddb9756ddfffec73ef5bff19cd531b9a4','94359a0e44bedb0f1ad921d0c63ee404074d0a745680c9efbb28af81d9cef8a3','-	person	I02	0	1	4dfa6ff4bbff24ba8c211f035789ee68868f14be03bc98ed3de72b81ec5837d9	3003
+	person	I02	0	1	4d00da318d0ebf54370e7d1cf887db4047d3eb26c8e18cc41b9913a21be53f3e	3003
');
INSERT INTO "audit" VALUES('I02',6,'2024-03-04 15:00',1795989916824,'3001','ouyang','institute_admin','I02','person','3003','edit','','入职时间	2014-07-01
离职时间	2022-06-30
','入职时间	2024-02-01
离职时间	
','','c766714af3ed','done','','94359a0e44bedb0f1ad921d0c63ee404074d0a745680c9efbb28af81d9cef8a3','718b0fe17b80f167bf1a50bbe86130c889dfd846ee1f45e2415b2ed6e9a4f1d9','-	person	I02	0	1	4d00da318d0ebf54370e7d1cf887db4047d3eb26c8e18cc41b9913a21be53f3e	3003
+	person	I02	0	1	44867d941a4a2d8f74132aa29d4ecf08e70f7dc5f839dbf0273d72fb20bb73e2	3003
');
INSERT INTO "audit" VALUES('I02',7,'2024-03-04 15:00',1795989916900,'3001','ouyang','institute_admin','I02','person','3003','edit','','入职时间	2024-02-01
','入职时间	
','','c766714af3ed','done','','718b0fe17b80f167bf1a50bbe86130c889dfd846ee1f45e2415b2ed6e9a4f1d9','1719373ce82bd284355f1f8eeffe1b05ef4dad78c31e25caef5d2deb1c9e6048','-	person	I02	0	1	44867d941a4a2d8f74132aa29d4ecf08e70f7dc5f839dbf0273d72fb20bb73e2	3003
+	person	I02	0	1	e0cc7d82fb8da8f394742839a792951ace308badc6deba316c8dcc17dc1c16da	3003
');
INSERT INTO "audit" VALUES('I03',1,'2024-03-04 09:00',1795955939166,'','','operator','','import','people.csv','import','','','新增	2
更新	0
未变	0
','','','done','','','1ccb4c601e1690b84b640e402136c6821113cc65ad41490fcb54d79d5eb7560c','');
INSERT INTO "audit" VALUES('I03',2,'2024-03-04 09:00',1795955939168,'','','operator','','import','roles.csv','import','','','新增	1
更新	0
未变	0
','','','done','','1ccb4c601e1690b84b640e402136c6821113cc65ad41490fcb54d79d5eb7560c','f4abfe8b6844fbdf118d067465a3cd0afcfc3e1065372ba49076fc13ce271f7c','');
INSERT INTO "audit" VALUES('I03',3,'2024-03-04 09:00',1795955939171,'','','operator','','import','headcounts.csv','import','','','新增	1
更新	0
未变	0
','','','done','','f4abfe8b6844fbdf118d067465a3cd0afcfc3e1065372ba49076fc13ce271f7c','2d1f03ad1f218b5cd9c765df28e13460fab72f0ff83d07e5b29d40b8c11737b7','');
INSERT INTO "audit" VALUES('I03',4,'2024-03-04 09:00',1795955939191,'','','operator','','import','plans.csv','import','','','新增	1
更新	0
未变	0
新增编号	N5
','','','done','','2d1f03ad1f218b5cd9c765df28e13460fab72f0ff83d07e5b29d40b8c11737b7','b1018428463b6c9fc213298fc0d020ae5a75f7dc0ac39163f1e1358bc25d25f5','');
CREATE TABLE audit_head (chain text primary key, seq bigint not null, hash text not null);
INSERT INTO "audit_head" VALUES('A',5,'b04cb7fb9dbfdd698ecc763c52f7f7ed0c69eafdc34c26217b72ad80d2fa2cca');
INSERT INTO "audit_head" VALUES('I01',13,'e4cc8541924f510e448c604ccaf9e23fad13ac60ed499636e384666860ea949a');
INSERT INTO "audit_head" VALUES('I02',7,'1719373ce82bd284355f1f8eeffe1b05ef4dad78c31e25caef5d2deb1c9e6048');
INSERT INTO "audit_head" VALUES('I03',4,'b1018428463b6c9fc213298fc0d020ae5a75f7dc0ac39163f1e1358bc25d25f5');
CREATE TABLE backbone_frozen (org_id bigint not null references org (id), year bigint not null, position bigint not null, employee text not null, name text not null, institute text not null, department text not null, total_seconds bigint not null, effective_seconds bigint not null, longest_seconds bigint not null, candidate bigint not null, met bigint not null, exempt bigint not null default 0, primary key (org_id, year, position));
CREATE TABLE backbone_report (org_id bigint not null references org (id), year bigint not null, status text not null, headcount bigint not null, quota_hundredths bigint not null, required bigint not null, primary key (org_id, year));
CREATE TABLE backbone_reported (org_id bigint not null references org (id), year bigint not null, person_id bigint not null references person (id), primary key (org_id, year, person_id));
CREATE TABLE class (id bigint primary key, number text not null unique, plan_id bigint unique references plan (id), prefilled bigint not null, title text not null, org_id bigint not null references org (id), year bigint not null, category text not null, start_at text not null, end_at text not null, seconds bigint not null, days_millis bigint not null, headcount bigint not null, staff_count bigint not null default 0, budget_fen bigint not null, excellent bigint not null, venue text not null default '', audience text not null default '', goal text not null default '', content text not null default '', execution text not null, outcome text not null default '', contact text not null default '', phone text not null default '', research_count bigint, management_count bigint, support_count bigint, outside_count bigint, funding_channel text not null default '', place_kind text not null default '', shown_at_branch text not null default '', posts text not null default '', keywords text not null default '', remark text not null default '', mode text not null default '', organiser text not null default '', email text not null default '', visibility text not null default '', enrolment_open text not null default '', enrolment_reviewed text not null default '', enrolment_from text, enrolment_to text);
INSERT INTO "class" VALUES(1,'N1',1,1,'湖泊数据处理培训',4,2024,'其他培训','2024-05-01','2024-05-01',28800,2000,30,0,1500000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(2,'N2',2,1,'科研诚信培训',3,2024,'管理技能培训','2024-06-01','2024-06-01',14400,1000,50,0,500000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(3,'N3',3,1,'野外作业安全培训',6,2024,'上岗培训','2024-04-01','2024-04-01',21600,1000,20,0,300000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(4,'N4',4,1,'文献检索培训',7,2024,'其他培训','2024-09-01','2024-09-01',14400,1000,25,0,200000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(5,'N5',5,1,'潜水器操作培训',11,2024,'上岗培训','2024-08-01','2024-08-01',86400,3000,12,0,2000000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(6,'N6',6,1,'高原急救培训',8,2024,'上岗培训','2024-07-01','2024-07-01',28800,1000,40,0,800000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(7,'N7',7,1,'全院外事培训',1,2024,'管理技能培训','2024-10-01','2024-10-01',28800,1000,100,0,3000000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(8,'Y1',9,1,'湖泊遥感研修班',4,2025,'专业技术研修班','2025-05-01','2025-05-01',115200,4000,40,0,6000000,1,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(9,'Y2',10,1,'水生态模型研修班',3,2025,'专业技术研修班','2025-09-01','2025-09-01',86400,3000,30,0,4000000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(10,'Y3',11,1,'新职工入所培训',3,2025,'上岗培训','2025-07-01','2025-07-01',57600,2000,60,0,1000000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(11,'Y4',12,1,'高原植被调查方法',8,2025,'专业技术研修班','2025-06-01','2025-06-01',57600,2000,35,0,2000000,0,'','','','','not_carried_out','','','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
INSERT INTO "class" VALUES(12,'K1',NULL,0,'科研诚信培训',3,2023,'其他培训','2023-03-06 09:00','2023-03-07 17:00',50400,2000,30,2,500000,0,'第一会议室','全体职工','提高能力','','carried_out','','李某某','',NULL,NULL,NULL,NULL,'','','','','','','','','','','','',NULL,NULL);
CREATE TABLE class_approved (class_id bigint primary key references class (id), start_at text not null, end_at text not null, headcount bigint not null, days_millis bigint not null, budget_fen bigint not null);
CREATE TABLE exam (person_id bigint not null references person (id), number text not null, year bigint not null, title text not null, passed bigint not null, primary key (person_id, number)) without rowid;
CREATE TABLE graph (id bigint primary key, name text not null, version text not null, content text not null, first_used text not null, unique (name, version));
INSERT INTO "graph" VALUES(1,'plan','5dfcc727aa9f','# 培训计划的审批流程。检查改动：xueshi workflow check workflows/plan.yaml；画图：xueshi workflow draw plan
title: 培训计划
source: 培训计划上报流程（S3）、统计工作操作手册（S0）
subject: plan

regions:                        # 各自独立的几个方面，每个方面有自己的起点
  review: 审批情况
  publication: 发布状态
  execution: 实施状态
  withdrawal: 撤销情况

places:
  draft:           {label: 暂存,       region: review, start: true}
  reported:        {label: 已上报,     region: review, hint: 如需修改或删除，请由审批机构驳回修改或审批未通过}    # 由此自动转到第一级审批；导入的“已上报”也停在这里
  at_department:   {label: 已上报,     region: review, hint: 如需修改或删除，请由审批机构驳回修改或审批未通过}
  at_institute:    {label: 已上报,     region: review, hint: 如需修改或删除，请由审批机构驳回修改或审批未通过}
  at_academy:      {label: 已上报,     region: review, hint: 如需修改或删除，请由审批机构驳回修改或审批未通过}
  returned:        {label: 驳回修改,   region: review}
  approved:        {label: 审批通过,   region: review, end: true, hint: 不再举办的请撤销并填写撤销说明}
  refused:         {label: 审批未通过, region: review, end: true}
  deleted:         {label: 已删除,     region: review, end: true}
  unpublished:     {label: 未发布,     region: publication, start: true}
  published:       {label: 已发布,     region: publication, end: true}
  not_carried_out: {label: 未实施,     region: execution, start: true}
  carried_out:     {label: 已实施,     region: execution, end: true}
  standing:        {label: 未撤销,     region: withdrawal, start: true}
  withdrawn:       {label: 已撤销,     region: withdrawal, end: true}

checks:                         # 不满足时拒绝，并把全部理由一次说清
  standing:
    when: {withdrawal: standing}
    otherwise: 计划已撤销，不能再办理
    lifted_by: 撤销不可恢复，如仍需举办请复制为新计划
  approved:
    when: {review: approved}
    otherwise: 计划未获得最终审批通过
    lifted_by: 审批机构审批通过后即可
  not_draft:
    when: {none_of: [{review: draft}]}
    otherwise: 计划仍为暂存
    lifted_by: 暂存的计划可由编制单位直接修改或删除
  published:
    when: {publication: published}
    otherwise: 计划尚未发布
    lifted_by: 由编制单位先发布计划
  unpublished:
    when: {publication: unpublished}
    otherwise: 计划已发布，不能修改
    lifted_by: 由编制单位先取消发布
  not_carried_out:
    when: {execution: not_carried_out}
    otherwise: 计划已实施
    lifted_by: 已实施的计划不能再变更
  this_year:
    when: {this_year: true}
    otherwise: 当前年份与计划的年度不一致，不能实施
    lifted_by: 只能在计划年度内实施；未能执行的计划请撤销并填写撤销说明
  editable_year:
    when: {editable_year: true}
    otherwise: 当前不是该计划的可编辑时间
    lifted_by: 年度计划只能在上一年、新增计划只能在当年创建、修改或删除
  needs_nobody:
    when: {needs_nobody: true}
    otherwise: 计划已审批通过，不能修改
    lifted_by: 实施时如有调整，请在培训班中修改
  funded:
    when: {funding_requested: true}
    otherwise: 计划没有申请院经费支持，请选择 审批通过
    lifted_by: 由审批机构改用 approve
  asks_for_funding:
    when: {funding_requested: true}
    otherwise: 计划没有申请院经费支持，不能排位
    lifted_by: 只给申请院经费支持的计划排位
  not_funded:
    when: {funding_requested: false}
    otherwise: 计划申请了院经费支持，请选择 同意支持并上报 或 审批通过但不支持
    lifted_by: 由审批机构改用 support 或 pass

fields:                         # 几处都可以填写的栏目，sets 中写名称即可
  basics: [计划名称, 培训类别, 培训时间, 学时, 天数, 计划参加人数, 所需经费(万元), 主办单位, 培训地点,
    详细地址, 联系人, 联系人电话, 是否申请院经费支持, 是否精品, 资助材料, 是否申请专项技术支持]

transitions:
  - do: create
    label: 新建
    to: draft
    by: author
    needs: [editable_year]
    sets: [机构编码, 年度, 计划类型, 培训计划类型, basics]
  - do: edit
    label: 编辑
    from: [draft, returned]
    by: author
    needs: [standing, editable_year]
    sets: [basics]
  - do: edit                    # 不涉及上报审批的计划，发布之前可以修改
    label: 编辑
    from: approved
    by: author
    needs: [standing, needs_nobody, unpublished, not_carried_out, editable_year, complete]
    sets: [basics]
  - do: copy
    label: 引用计划
    from: [draft, reported, at_department, at_institute, at_academy, returned, approved, refused]
    by: administrator
    effects: [copy_plan]
  - do: rank                    # 资助计划筛选：给本所的经费资助计划排位
    label: 资助排位
    from: [reported, at_department, at_institute, at_academy, approved]
    by: {role: institute_admin, at: institute_of_subject}
    needs: [standing, asks_for_funding]
    effects: [set_rank]
    sets: [排位]
  - do: delete
    label: 删除
    from: [draft, refused]
    to: deleted
    by: author
    needs: [editable_year]
    effects: [delete_plan]

  # 上报：从提交者的角色开始，逐级向上
  - do: submit
    label: 上报
    from: [draft, returned]
    to: reported
    by: author
    needs: [standing, editable_year, complete]
    effects: [record_author]
  - do: route
    label: 送部门审批
    from: reported
    to: at_department
    passes_on: always
    when: {unit: department, submitted_as: class_admin}
  - do: route
    label: 送研究所审批
    from: reported
    to: at_institute
    passes_on: always
    when:
      any_of:
        - {unit: department, submitted_as: department_admin}
        - {unit: institute, submitted_as: [class_admin, department_admin]}
  - do: route
    label: 送院审批
    from: reported
    to: at_academy
    passes_on: always
    when:
      any_of:
        - {unit: branch, submitted_as: [class_admin, department_admin]}
        - {unit: [department, institute, branch], submitted_as: institute_admin, kind: annual}
  - do: route                   # 研究所管理员创建的新增计划、院本级的计划不涉及上报审批
    label: 无须审批
    from: reported
    to: approved
    passes_on: always
    when:
      any_of:
        - {unit: academy}
        - {submitted_as: academy_admin}
        - {unit: [department, institute, branch], submitted_as: institute_admin, kind: added}

  # 部门
  - do: approve
    label: 审批通过
    from: at_department
    to: at_institute
    by: {role: department_admin, at: unit_of_subject}
    passes_on: vacant           # 无人任职（或只有编制者本人）时由上一级办理
    verdict: true
    needs: [standing]
  - do: return
    label: 驳回修改
    from: at_department
    to: returned
    by: {role: department_admin, at: unit_of_subject}
    returns: true
    verdict: true
    needs: [standing]
    effects: [warn_of_edit_year]
  - do: refuse
    label: 审批未通过
    from: at_department
    to: refused
    by: {role: department_admin, at: unit_of_subject}
    verdict: true
    needs: [standing]

  # 研究所
  - do: approve                 # 新增计划到研究所为止
    label: 审批通过
    from: at_institute
    to: approved
    by: {role: institute_admin, at: institute_of_subject}
    verdict: true
    when: {kind: added}
    needs: [standing]
  - do: approve
    label: 审批通过
    from: at_institute
    to: at_academy
    by: {role: institute_admin, at: institute_of_subject}
    passes_on: vacant
    verdict: true
    when: {kind: annual}
    needs: [standing, not_funded]
  - do: route                   # 研究所无人任职时，申请资助的计划也由院直接审批
    label: 送院审批
    from: at_institute
    to: at_academy
    by: program
    passes_on: vacant
    verdict: true
    when: {kind: annual, funding_requested: true}
  - do: support
    label: 同意支持并上报
    from: at_institute
    to: at_academy
    by: {role: institute_admin, at: institute_of_subject}
    verdict: true
    when: {kind: annual}
    needs: [standing, funded]
  - do: pass
    label: 审批通过但不支持
    from: at_institute
    to: at_academy
    by: {role: institute_admin, at: institute_of_subject}
    verdict: true
    when: {kind: annual}
    needs: [standing, funded]
    effects: [drop_funding_request]
  - do: return
    label: 驳回修改
    from: at_institute
    to: returned
    by: {role: institute_admin, at: institute_of_subject}
    returns: true
    verdict: true
    needs: [standing]
    effects: [warn_of_edit_year]
  - do: refuse
    label: 审批未通过
    from: at_institute
    to: refused
    by: {role: institute_admin, at: institute_of_subject}
    verdict: true
    needs: [standing]

  # 院
  - do: approve
    label: 审批通过
    from: at_academy
    to: approved
    by: {role: academy_admin, at: academy}
    verdict: true
    needs: [standing]
    effects: [grant_support]
    sets: [资助程度]
  - do: return
    label: 驳回修改
    from: at_academy
    to: returned
    by: {role: academy_admin, at: academy}
    returns: true
    verdict: true
    needs: [standing]
    effects: [warn_of_edit_year]
  - do: refuse
    label: 审批未通过
    from: at_academy
    to: refused
    by: {role: academy_admin, at: academy}
    verdict: true
    needs: [standing]

  # 发布、实施、撤销
  - do: publish
    label: 发布
    from: unpublished
    to: published
    by: author
    needs: [not_draft, approved, standing]
  - do: unpublish
    label: 取消发布
    from: published
    to: unpublished
    by: author
    returns: true
    needs: [not_carried_out]
  - do: carry_out               # 随培训班的“实施”办理
    label: 实施
    from: not_carried_out
    to: carried_out
    by: program
    needs: [published, standing, this_year]
  - do: withdraw
    label: 撤销
    from: standing
    to: withdrawn
    by: author
    needs: [comment, not_draft, not_carried_out]
    effects: [keep_reason]
    sets: [撤销说明]
','2024-03-04');
INSERT INTO "graph" VALUES(2,'class','84f308327098','# 培训班（培训项目）的办理流程。检查改动：xueshi workflow check workflows/class.yaml
title: 培训班
source: 培训计划上报流程（S3）、统计工作操作手册（S0）
subject: class

regions:
  execution: 实施状态

places:
  not_carried_out:      {label: 未实施, start: true}
  change_reported:      {label: 未实施}      # 实施时有须审批的调整：由此自动转到第一级审批
  change_at_department: {label: 未实施}
  change_at_institute:  {label: 未实施}
  change_at_academy:    {label: 未实施}
  carried_out:          {label: 已实施, end: true}
  deleted:              {label: 已删除, end: true}      # 随计划一起删除

checks:
  of_a_plan:
    when: {has_plan: true}
    otherwise: 培训班没有对应的培训计划，不能新建
    lifted_by: 请先上报培训计划并填写计划编号；补录的旧数据由院管理员导入
  plan_approved:
    when: {any_of: [{has_plan: false}, {plan_approved: true}]}
    otherwise: 对应的培训计划未获得最终审批通过，不能实施
    lifted_by: 审批机构审批通过后即可
  plan_published:
    when: {any_of: [{has_plan: false}, {plan_published: true}]}
    otherwise: 对应的培训计划尚未发布，不能实施
    lifted_by: 由编制单位先发布计划
  plan_standing:
    when: {any_of: [{has_plan: false}, {plan_withdrawn: false}]}
    otherwise: 对应的培训计划已撤销，不能实施
    lifted_by: 撤销不可恢复，如仍需举办请复制为新计划
  this_year:
    when: {this_year: true}
    otherwise: 当前年份与计划的年度不一致，不能实施
    lifted_by: 只能在计划年度内实施
  visible:
    when: {any_of: [{visibility: [全院公开, 对外公开]}, {visibility: 本单位公开, same_institute: true}]}
    otherwise: 该培训不对您公开
    lifted_by: 请联系培训班管理员
    hides: true
  enrolment_open:
    when: {enrolment_open: true}
    otherwise: 该培训不允许报名
    lifted_by: 由培训班管理员开放报名
  enrolment_time:
    when: {enrolment_time: true}
    otherwise: 不在报名时间内
    lifted_by: 由培训班管理员调整报名时间
  not_listed:
    when: {attendee: [none, refused]}
    otherwise: 该人员已报名或已在参会名单中
    lifted_by: 无须重复办理
  not_on_roster:
    when: {attendee: [none, refused, enrolled]}
    otherwise: 该人员已在参会名单中
    lifted_by: 无须重复办理
  on_roster:
    when: {attendee: [listed, confirmed, enrolled]}
    otherwise: 该人员不在参会名单中
    lifted_by: 请先用 add-attendee 添加
  listed:
    when: {attendee: [listed, confirmed]}
    otherwise: 该人员不在参会名单中
    lifted_by: 请先用 add-attendee 添加，或用 approve-enrolment 同意报名
  enrolled:
    when: {attendee: enrolled}
    otherwise: 该人员没有待审核的报名
    lifted_by: 由该人员先报名

fields:                         # 几处都可以填写的栏目，sets 中写名称即可
  basics: [培训名称, 培训类别, 培训开始时间, 培训结束时间, 学时, 天数, 计划参加人数, 工作人员数,
    所需经费(万元), 是否精品, 具体地点, 培训对象, 培训目的, 培训内容, 联系人, 联系电话, 科研岗人数,
    管理岗人数, 支撑岗人数, 院外参训人数, 列支渠道, 培训地点, 是否分院展示, 适用岗位, 培训关键词,
    备注, 培训方式, 主办单位, 联系人Email, 培训公开范围, 是否允许报名, 报名是否需要审批,
    报名开始时间, 报名结束时间]

transitions:
  - do: create                  # 由文件导入；计划的培训班在计划新建时随之预填
    label: 新建
    to: not_carried_out
    by: author
    needs: [of_a_plan, plan_approved, plan_published, plan_standing]
    sets: [计划编号, 机构编码, 培训年度, basics]
  - do: edit
    label: 编辑
    from: not_carried_out
    by: author
    needs: [plan_standing]
    sets: [basics]

  # 实施：跨季度变动，或人数、天数、经费调增，须先审批
  - do: implement
    label: 实施
    from: not_carried_out
    to: carried_out
    by: author
    when: {changes: false}
    needs: [plan_approved, plan_published, plan_standing, this_year, required_columns]
    effects: [carry_out_plan, post_hours]
    sets: [basics]
  - do: implement
    label: 实施（调整待审批）
    from: not_carried_out
    to: change_reported
    by: author
    when: {changes: true}
    needs: [plan_approved, plan_published, plan_standing, this_year, required_columns]
    effects: [record_author]
    sets: [basics]
  - do: route
    label: 送部门审批
    from: change_reported
    to: change_at_department
    passes_on: always
    when: {unit: department, submitted_as: class_admin}
  - do: route
    label: 送研究所审批
    from: change_reported
    to: change_at_institute
    passes_on: always
    when:
      any_of:
        - {unit: department, submitted_as: department_admin}
        - {unit: institute, submitted_as: [class_admin, department_admin]}
  - do: route                   # 计划本身无须审批的，由上一级审批
    label: 送院审批
    from: change_reported
    to: change_at_academy
    passes_on: always
    when:
      any_of:
        - {unit: branch}
        - {unit: [department, institute], submitted_as: [institute_admin, academy_admin]}
  - do: route                   # 院本级没有上一级
    label: 无须审批
    from: change_reported
    to: carried_out
    passes_on: always
    when: {unit: academy}
    effects: [carry_out_plan, post_hours]

  - do: approve-change
    label: 审批通过
    from: change_at_department
    to: change_at_institute
    by: {role: department_admin, at: unit_of_subject}
    passes_on: vacant
    verdict: true
    needs: [plan_standing]
  - do: return-change
    label: 驳回修改
    from: change_at_department
    to: not_carried_out
    by: {role: department_admin, at: unit_of_subject}
    returns: true
    verdict: true
  - do: refuse-change
    label: 审批未通过
    from: change_at_department
    to: not_carried_out
    by: {role: department_admin, at: unit_of_subject}
    returns: true
    verdict: true
    effects: [restore_figures]

  - do: approve-change          # 新增计划到研究所为止
    label: 审批通过
    from: change_at_institute
    to: carried_out
    by: {role: institute_admin, at: institute_of_subject}
    verdict: true
    when: {none_of: [{plan_kind: annual}]}
    needs: [plan_standing, plan_published]
    effects: [take_figures, carry_out_plan, post_hours]
  - do: approve-change
    label: 审批通过
    from: change_at_institute
    to: change_at_academy
    by: {role: institute_admin, at: institute_of_subject}
    passes_on: vacant
    verdict: true
    when: {plan_kind: annual}
    needs: [plan_standing]
  - do: return-change
    label: 驳回修改
    from: change_at_institute
    to: not_carried_out
    by: {role: institute_admin, at: institute_of_subject}
    returns: true
    verdict: true
  - do: refuse-change
    label: 审批未通过
    from: change_at_institute
    to: not_carried_out
    by: {role: institute_admin, at: institute_of_subject}
    returns: true
    verdict: true
    effects: [restore_figures]

  - do: approve-change
    label: 审批通过
    from: change_at_academy
    to: carried_out
    by: {role: academy_admin, at: academy}
    verdict: true
    needs: [plan_standing, plan_published]
    effects: [take_figures, carry_out_plan, post_hours]
  - do: return-change
    label: 驳回修改
    from: change_at_academy
    to: not_carried_out
    by: {role: academy_admin, at: academy}
    returns: true
    verdict: true
  - do: refuse-change
    label: 审批未通过
    from: change_at_academy
    to: not_carried_out
    by: {role: academy_admin, at: academy}
    returns: true
    verdict: true
    effects: [restore_figures]

  - do: remove                  # 随计划的“删除”办理
    label: 删除
    from: not_carried_out
    to: deleted
    by: program

  - do: outcome
    label: 填写培训成效
    from: carried_out
    by: author
    sets: [培训成效]

  # 实际参会人员
  - do: add-attendee
    label: 添加参会人员
    from: [not_carried_out, change_reported, change_at_department, change_at_institute, change_at_academy, carried_out]
    by: author
    needs: [people, not_on_roster, plan_standing]
    effects: [add_attendee]
    sets: [员工编号, 学时]
  - do: remove-attendee
    label: 移除参会人员
    from: [not_carried_out, change_reported, change_at_department, change_at_institute, change_at_academy, carried_out]
    by: author
    needs: [people, on_roster]
    effects: [remove_attendee]
    sets: [员工编号]
  - do: confirm
    label: 确认参加
    from: [not_carried_out, change_reported, change_at_department, change_at_institute, change_at_academy, carried_out]
    by: [author, {role: institute_admin, at: institute_of_subject}, {role: academy_admin, at: academy}]
    not_own: true               # 本人的学时由其他管理员或上一级确认
    needs: [people, listed, plan_standing]
    effects: [confirm_attendee]
    sets: [员工编号, 学时]
  - do: enrol
    label: 报名
    from: [not_carried_out, change_reported, change_at_department, change_at_institute, change_at_academy]
    by: learner
    needs: [people, visible, enrolment_open, enrolment_time, plan_standing, not_listed]
    effects: [enrol_attendee]
    sets: [员工编号]
  - do: approve-enrolment
    label: 同意报名
    from: [not_carried_out, change_reported, change_at_department, change_at_institute, change_at_academy, carried_out]
    by: author
    needs: [people, enrolled, plan_standing]
    effects: [admit_attendee]
    sets: [员工编号]
  - do: refuse-enrolment
    label: 拒绝报名
    from: [not_carried_out, change_reported, change_at_department, change_at_institute, change_at_academy, carried_out]
    by: author
    needs: [people, enrolled]
    effects: [reject_attendee]
    sets: [员工编号]
','2024-03-04');
INSERT INTO "graph" VALUES(3,'learning-record','05ace3c9e222','# 学员外部学习记录的审核流程。检查改动：xueshi workflow check workflows/learning-record.yaml
title: 学习记录
source: 学时登记操作指南（S4）、统计工作操作手册（S0）
subject: learning

regions:
  review: 审核状态

places:
  entered:  {label: 新添,       start: true}     # 由此自动转出：学员填报的待审核，管理员填报的直接通过
  pending:  {label: 待审核}
  returned: {label: 驳回修改}
  approved: {label: 审核通过,   end: true}
  voided:   {label: 作废,       end: true}       # 不再计入，仍可查看
  deleted:  {label: 已删除,     end: true}
  refused:  {label: 审核未通过, end: true}

checks:
  entered_by_people:
    when: {none_of: [{source: 在线学习}]}
    otherwise: 在线学习由平台自动登记，不能自行填报
    lifted_by: 其他网站的学习请选择 网络学时

transitions:
  - do: create
    label: 新添记录
    to: entered
    by: [learner, {role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    needs: [entered_by_people]
    sets: [员工编号, 年度, 类别, 培训名称, 主办单位, 开始时间, 结束时间, 学时]
  - do: route
    label: 送审核
    from: entered
    to: pending
    passes_on: always
    when: {entered_by: learner}
  - do: route                   # 管理员直接帮其填报的，无须审核
    label: 计入学时
    from: entered
    to: approved
    passes_on: always
    when: {entered_by: administrator}
  - do: submit                  # 审核之前学员可以补正
    label: 补正
    from: pending
    by: learner
    needs: [entered_by_people]
    sets: [年度, 类别, 培训名称, 主办单位, 开始时间, 结束时间, 学时]
  - do: submit
    label: 重新提交
    from: returned
    to: pending
    by: learner
    needs: [entered_by_people]
    sets: [年度, 类别, 培训名称, 主办单位, 开始时间, 结束时间, 学时]
  - do: delete                  # 没有审核通过的，学员可以自行删除
    label: 删除
    from: [pending, returned, refused]
    to: deleted
    by: learner
    effects: [delete_record]
  - do: correct                 # 学员更正已通过的记录，须重新审核
    label: 更正
    from: approved
    to: pending
    by: learner
    returns: true
    when: {asked_by: learner}
    needs: [entered_by_people]
    effects: [record_author]    # 此后以学员填报的为准，原填报的管理员可以审核
    sets: [年度, 类别, 培训名称, 主办单位, 开始时间, 结束时间, 学时]
  - do: correct                 # 管理员更正的，仍计入
    label: 更正
    from: approved
    by: [{role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    not_own: true
    when: {asked_by: administrator}
    needs: [entered_by_people]
    effects: [warn_of_correction]
    sets: [年度, 类别, 培训名称, 主办单位, 开始时间, 结束时间, 学时]
  - do: correct
    label: 更正
    from: pending
    by: [{role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    not_own: true
    needs: [entered_by_people]
    sets: [年度, 类别, 培训名称, 主办单位, 开始时间, 结束时间, 学时]
  - do: void
    label: 作废
    from: approved
    to: voided
    by: [{role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    not_own: true
    needs: [comment, entered_by_people]
  - do: approve
    label: 审核通过
    from: pending
    to: approved
    by: [{role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    verdict: true
  - do: return
    label: 驳回修改
    from: pending
    to: returned
    by: [{role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    returns: true
    verdict: true
  - do: refuse
    label: 审核未通过
    from: pending
    to: refused
    by: [{role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    verdict: true
','2024-03-04');
INSERT INTO "graph" VALUES(4,'person','c766714af3ed','# 人员信息的维护。检查改动：xueshi workflow check workflows/person.yaml
title: 人员
source: 统计工作操作手册（S0）
subject: person

regions:
  upkeep: 人员信息

places:
  on_record: {label: 在册, start: true, end: true}

transitions:
  - do: edit
    label: 编辑
    from: on_record
    by: [{role: department_admin, at: above_subject}, {role: institute_admin, at: above_subject}]
    not_own: true               # 本人的不能自己改
    sets: [是否有学时要求, 入职时间, 离职时间, 是否处级及以上, 岗位类别]
  - do: revoke-role             # 从即日起不再担任；只及低于自己的角色（院管理员除外）
    label: 免去角色
    from: on_record
    by: [{role: institute_admin, at: above_subject}, {role: academy_admin, at: academy}]
    not_own: true
    needs: [password]
    effects: [end_role]
    sets: [角色, 任职机构]
','2024-03-04');
CREATE TABLE headcount (org_id bigint not null references org (id), year bigint not null, headcount bigint not null, primary key (org_id, year));
INSERT INTO "headcount" VALUES(3,2024,10);
INSERT INTO "headcount" VALUES(8,2024,4);
INSERT INTO "headcount" VALUES(10,2024,2);
CREATE TABLE installation (id text primary key, require_password bigint not null default 0, witnessed bigint not null default 0);
INSERT INTO "installation" VALUES('a49e54c8b473a6d1fb4fae68416d56f3',0,1);
CREATE TABLE item (subject text not null, number text not null, graph_id bigint not null references graph (id), revision bigint not null, author text not null, submitted_as text not null, origin text not null, primary key (subject, number)) without rowid;
INSERT INTO "item" VALUES('class','K1',2,0,'','','execution=carried_out');
INSERT INTO "item" VALUES('learning','2007/L2',3,1,'','','review=pending');
INSERT INTO "item" VALUES('person','2009',4,2,'','','upkeep=on_record');
INSERT INTO "item" VALUES('person','3003',4,3,'','','upkeep=on_record');
INSERT INTO "item" VALUES('plan','N1',1,2,'2004','class_admin','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','N2',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','N3',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','N4',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','N5',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','N6',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','N7',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','O1',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','Y1',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','Y2',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','Y3',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
INSERT INTO "item" VALUES('plan','Y4',1,0,'','','review=draft,publication=unpublished,execution=not_carried_out,withdrawal=standing');
CREATE TABLE job (schedule text not null, year bigint not null, org text not null, report text not null, folder text not null, planned text not null, state text not null, run bigint not null, attempts bigint not null, not_before bigint not null, wait_until bigint not null, fence bigint not null, holder text not null, lease_until bigint not null, reason text not null, primary key (schedule, year, org, report)) without rowid;
CREATE TABLE kept_text (hash text primary key, kind text not null, content text not null);
CREATE TABLE migration (number bigint primary key);
INSERT INTO "migration" VALUES(1);
INSERT INTO "migration" VALUES(2);
INSERT INTO "migration" VALUES(3);
INSERT INTO "migration" VALUES(4);
INSERT INTO "migration" VALUES(5);
INSERT INTO "migration" VALUES(6);
CREATE TABLE occurrence (schedule text not null, planned text not null, year bigint not null, queued_at bigint not null, primary key (schedule, planned));
CREATE TABLE org (id bigint primary key, code text not null unique, name text not null, parent text not null, level bigint not null, lo bigint not null, hi bigint not null);
INSERT INTO "org" VALUES(1,'A','明远科学院','',0,0,11);
INSERT INTO "org" VALUES(2,'B1','明远科学院东原分院','A',1,1,7);
INSERT INTO "org" VALUES(3,'I01','澄湖研究所','B1',2,2,7);
INSERT INTO "org" VALUES(4,'I01-D1','湖泊计算部','I01',3,3,5);
INSERT INTO "org" VALUES(5,'I01-D11','数值模拟组','I01-D1',3,4,5);
INSERT INTO "org" VALUES(6,'I01-D2','野外观测部','I01',3,5,6);
INSERT INTO "org" VALUES(7,'I01-D3','信息情报部','I01',3,6,7);
INSERT INTO "org" VALUES(8,'I02','云岭研究所','A',2,7,9);
INSERT INTO "org" VALUES(9,'I02-D1','山地生态部','I02',3,8,9);
INSERT INTO "org" VALUES(10,'I03','沧溟研究所','A',2,9,11);
INSERT INTO "org" VALUES(11,'I03-D1','深海装备部','I03',3,10,11);
CREATE TABLE password (person_id bigint primary key references person (id), hash text not null, must_change bigint not null, issued_at text not null);
CREATE TABLE person (id bigint primary key, employee text not null unique, name text not null, login text not null unique, org_id bigint not null references org (id), post text, division_level bigint not null, hired text, left_on text, hours_required bigint not null, email text not null, earlier_hired text, earlier_left text);
INSERT INTO "person" VALUES(1,'1001','方既明','fang',1,'management',1,'2003-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(2,'1002','燕知许','yan',1,'management',0,'2012-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(3,'1101','俞怀瑾','yu',2,'management',1,'2008-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(4,'2001','林若谷','lin',3,'management',1,'2005-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(5,'2002','沈听澜','shen',3,'management',0,'2015-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(6,'2003','陶映川','tao',4,'research',0,'2010-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(7,'2004','梅知秋','mei',4,'research',0,'2016-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(8,'2005','何松年','he',6,'support',0,'2011-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(9,'2006','乔远山','qiao',7,'management',0,'2009-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(10,'2007','苏见微','su',4,'research',0,'2018-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(11,'2008','温如玉','wen',5,'research',0,'2019-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(12,'2009','程慕云','cheng',6,'research',1,'2024-02-01',NULL,1,'','2007-07-01','2022-06-30');
INSERT INTO "person" VALUES(13,'2010','甘棠','gan',6,'support',0,'2024-02-19',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(14,'2011','古道遥','gu',7,'support',0,'2001-07-01',NULL,0,'',NULL,NULL);
INSERT INTO "person" VALUES(15,'3001','欧阳青','ouyang',8,'management',1,'2004-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(16,'3002','司马澄','sima',8,'management',0,'2013-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(17,'3003','夏侯岚','xiahou',9,'research',0,NULL,NULL,1,'','2014-07-01','2022-06-30');
INSERT INTO "person" VALUES(18,'3004','端木晴','duanmu',9,'research',0,'2020-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(19,'4001','洛听涛','luo',11,'research',0,'2017-07-01',NULL,1,'',NULL,NULL);
INSERT INTO "person" VALUES(20,'4002','商舟远','shang',11,'research',0,'2021-07-01',NULL,1,'',NULL,NULL);
CREATE TABLE plan (id bigint primary key, number text not null unique, year bigint not null, form text not null, kind text not null, title text not null, org_id bigint not null references org (id), category text not null, month text not null, seconds bigint not null, days_millis bigint not null, headcount bigint not null, budget_fen bigint not null, organiser text not null, place_kind text not null, address text not null, contact text not null, phone text not null, funding_requested bigint not null, excellence text not null, material text not null, technical_support bigint not null, review text not null, publication text not null, execution text not null, withdrawal text not null, withdrawal_reason text not null, support_level text not null default '', funding_rank bigint, budget_given bigint not null default 1);
INSERT INTO "plan" VALUES(1,'N1',2024,'project','added','湖泊数据处理培训',4,'其他培训','2024-05',28800,2000,30,1500000,'','','','','',0,'非精品','',0,'at_institute','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(2,'N2',2024,'project','added','科研诚信培训',3,'管理技能培训','2024-06',14400,1000,50,500000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(3,'N3',2024,'project','added','野外作业安全培训',6,'上岗培训','2024-04',21600,1000,20,300000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(4,'N4',2024,'project','added','文献检索培训',7,'其他培训','2024-09',14400,1000,25,200000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(5,'N5',2024,'project','added','潜水器操作培训',11,'上岗培训','2024-08',86400,3000,12,2000000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(6,'N6',2024,'project','added','高原急救培训',8,'上岗培训','2024-07',28800,1000,40,800000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(7,'N7',2024,'project','added','全院外事培训',1,'管理技能培训','2024-10',28800,1000,100,3000000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(8,'O1',2024,'other','added','科学传播调研',3,'其他培训','2024-06',14400,1000,5,100000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(9,'Y1',2025,'project','annual','湖泊遥感研修班',4,'专业技术研修班','2025-05',115200,4000,40,6000000,'','','','','',1,'精品','课程大纲与师资名单',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(10,'Y2',2025,'project','annual','水生态模型研修班',3,'专业技术研修班','2025-09',86400,3000,30,4000000,'','','','','',1,'非精品','课程大纲',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(11,'Y3',2025,'project','annual','新职工入所培训',3,'上岗培训','2025-07',57600,2000,60,1000000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
INSERT INTO "plan" VALUES(12,'Y4',2025,'project','annual','高原植被调查方法',8,'专业技术研修班','2025-06',57600,2000,35,2000000,'','','','','',0,'非精品','',0,'draft','unpublished','not_carried_out','standing','','',NULL,1);
CREATE TABLE plan_template (id bigint primary key, name text not null, org_id bigint not null references org (id), shared bigint not null, content text not null, unique (org_id, name));
CREATE TABLE publication (folder text not null, org text not null, year bigint not null, report text not null, revision bigint not null, file text not null, sha256 text not null, size bigint not null, receipt text not null, policy text not null, page text not null, plugin text not null, plugin_version text not null, graphs text not null, inputs text not null, chain text not null, chain_seq bigint not null, schedule text not null, job_report text not null, job_run bigint not null, fence bigint not null, made_at text not null, made_real bigint not null, made_by text not null, plugin_folder text, primary key (folder, org, year, report, revision)) without rowid;
CREATE TABLE record (person_id bigint not null references person (id), posted bigint not null, number text not null, source_id bigint not null references source (id), year bigint not null, title text not null, organiser text not null, start_at text not null, end_at text, seconds bigint not null, status text not null, category text not null, primary key (person_id, posted, number)) without rowid;
INSERT INTO "record" VALUES(7,0,'L3',4,2023,'专著阅读','','2023-07-03','2023-07-07',72000,'approved','');
INSERT INTO "record" VALUES(7,1,'K1',1,2023,'科研诚信培训','','2023-03-06 09:00','2023-03-07 17:00',25200,'approved','其他培训');
INSERT INTO "record" VALUES(10,0,'L1',2,2023,'数据分析短训','某某大学','2023-05-08 09:00','2023-05-09 17:00',45000,'approved','');
INSERT INTO "record" VALUES(10,0,'L2',3,2023,'在线讲座','某某平台','2023-06-01','2023-06-01',10800,'approved','');
INSERT INTO "record" VALUES(10,1,'K1',1,2023,'科研诚信培训','','2023-03-06 09:00','2023-03-07 17:00',50400,'approved','其他培训');
CREATE TABLE role_grant (person_id bigint not null references person (id), role text not null, org_id bigint not null references org (id), begins text, ends text, deputy_for bigint references person (id), primary key (person_id, role, org_id));
INSERT INTO "role_grant" VALUES(1,'academy_admin',1,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(3,'institute_admin',2,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(4,'institute_admin',3,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(5,'class_admin',3,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(6,'department_admin',4,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(7,'class_admin',4,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(8,'class_admin',6,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(9,'class_admin',7,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(9,'department_admin',7,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(15,'institute_admin',8,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(16,'institute_admin',8,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(17,'department_admin',9,NULL,NULL,NULL);
INSERT INTO "role_grant" VALUES(19,'department_admin',11,NULL,NULL,NULL);
CREATE TABLE source (id bigint primary key, name text not null unique);
INSERT INTO "source" VALUES(1,'roster');
INSERT INTO "source" VALUES(2,'线下培训');
INSERT INTO "source" VALUES(3,'网络学时');
INSERT INTO "source" VALUES(4,'在职自学');
CREATE TABLE summary (org_id bigint not null references org (id), year bigint not null, status text not null, revision bigint not null, attendance bigint not null, classes bigint not null, carried_out bigint not null, met bigint not null, required bigint not null, headcount bigint not null, reported bigint not null, quota_hundredths bigint not null, average_people bigint not null, average_seconds bigint not null, total_seconds bigint not null, name text not null, typed_attendance bigint, funds_fen bigint, practice text not null, overview text not null, label_met text not null, label_required text not null, primary key (org_id, year));
CREATE TABLE summary_revision (org_id bigint not null references org (id), year bigint not null, status text not null, revision bigint not null, attendance bigint not null, classes bigint not null, carried_out bigint not null, met bigint not null, required bigint not null, headcount bigint not null, reported bigint not null, quota_hundredths bigint not null, average_people bigint not null, average_seconds bigint not null, total_seconds bigint not null, name text not null, typed_attendance bigint, funds_fen bigint, practice text not null, overview text not null, label_met text not null, label_required text not null, primary key (org_id, year, revision));
CREATE TABLE verdict (subject text not null, number text not null, position bigint not null, org text not null, status text not null, remark text not null, employee text not null, primary key (subject, number, position)) without rowid;
INSERT INTO "verdict" VALUES('learning','2007/L2',1,'I01-D1','审核通过','','2003');
INSERT INTO "verdict" VALUES('plan','N1',1,'I01-D1','审批通过','','2003');
CREATE TABLE wrong_password (login text primary key, times bigint not null, latest bigint not null);
CREATE INDEX org_lo on org (lo);
CREATE INDEX person_org on person (org_id);
CREATE INDEX plan_org_year on plan (org_id, year);
CREATE INDEX class_org_year on class (org_id, year);
CREATE INDEX attendee_person on attendee (person_id);
CREATE INDEX record_sums on record (person_id, year, source_id, status, seconds);
CREATE INDEX record_waiting on record (number) where status <> 'approved';
CREATE INDEX role_grant_office on role_grant (org_id, role);
CREATE INDEX audit_item on audit (subject, item);
CREATE TRIGGER audit_no_update before update on audit begin select raise(abort, 'the audit trail is append-only'); end;
CREATE TRIGGER audit_no_delete before delete on audit begin select raise(abort, 'the audit trail is append-only'); end;
CREATE TRIGGER audit_no_replace before insert on audit when exists (select 1 from audit where chain = new.chain and seq = new.seq) begin select raise(abort, 'the audit trail is append-only'); end;
CREATE INDEX job_open on job (state, not_before) where state in ('waiting', 'running');
CREATE INDEX publication_sha256 on publication (sha256);
CREATE INDEX publication_receipt on publication (receipt);
CREATE INDEX attendee_waiting on attendee (class_id) where enrolment = 'waiting';
CREATE INDEX person_login_fold on person (lower(login));
COMMIT;
