-- A line of the ledger can stand for several commands: whoever gives too many has the surplus counted in one line.

alter table call_ledger add column more int not null default 0 check (more >= 0);

comment on column call_ledger.more is 'How many commands of the same person this line stands for beside its own, which is the last of them.';
