/** Turns tables of today into those of before there was an instance: what that migration and those since have done is undone. */
export const TO_OLD_TABLES = `
  drop table instance;
  alter table processing_jobs drop column revision;
  alter table processing_jobs drop column fitting_lines;
  alter table processing_jobs drop column more_baselines;
  alter table processing_jobs drop column reason;
  delete from drizzle.__drizzle_migrations where created_at >= 1795965473450;`
