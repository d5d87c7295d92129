/** Turns tables of today into those of before there was an instance: what the migration of that name had done is undone. */
export const TO_OLD_TABLES = `
  drop table instance;
  alter table processing_jobs drop column revision;
  delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations);`
