//! Steps on audits, duties, practice and incidents.

mod audits;
mod incidents;

use super::{Attempt, NEW, Step};
use crate::assessments::Assessment;
use crate::duties::Duty;
use crate::facts::{Fact, SupplierFacts};
use crate::schemes::{CountSteps, DrillRates, Rule, Scheme};
use crate::trainings::Training;
use chrono::NaiveDate;

pub fn propose(scheme: &Scheme, facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    for (_, criterion) in scheme.criteria() {
        match &criterion.rule {
            Rule::BestOf(_) => {}
            Rule::StepsByAge(_) => audits::pass_or_accept(facts, day, attempts),
            Rule::OverdueFindings(_) => audits::close(scheme, facts, day, attempts),
            Rule::OnTimeRatio(_) => duties(facts, day, attempts),
            Rule::ScoreSteps(rule) => {
                if let Some(best) = rule.steps.first() {
                    assess(facts, best.at_least, day, attempts);
                }
            }
            Rule::CountSteps(rule) => trainings(rule, facts, day, attempts),
            Rule::DrillRates(rule) => drill(rule, facts, day, attempts),
            Rule::IncidentDeductions(_) => incidents::settle(facts, day, attempts),
        }
    }
}

fn add(facts: &SupplierFacts, step: Step, added: impl IntoIterator<Item = Fact>) -> Attempt {
    let mut facts = facts.clone();
    for fact in added {
        facts.push(fact);
    }
    Attempt { step, touched: Vec::new(), facts }
}

fn duties(facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    let overdue = |duty: &Duty| duty.due_on < day && !duty.done_by(day);
    let late = facts.duties.iter().filter(|duty| overdue(duty));
    let touched: Vec<String> = late.map(|duty| duty.id.clone()).collect();
    if !touched.is_empty() {
        let mut done = facts.clone();
        for duty in done.duties.iter_mut().filter(|duty| overdue(duty)) {
            duty.done_on = Some(day);
        }
        let step = Step::FinishDuties(u32::try_from(touched.len()).unwrap_or(u32::MAX));
        attempts.push(Attempt { step, touched, facts: done });
    }
    if let Some(due_on) = day.pred_opt()
        && facts.duties.iter().all(|duty| duty.due_on >= day || duty.done_by(day))
    {
        let duty = Duty { id: NEW.to_owned(), code: String::new(), due_on, done_on: Some(due_on) };
        attempts.push(add(facts, Step::StartDuties, [Fact::Duty(duty)]));
    }
}

fn assess(facts: &SupplierFacts, score: i16, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    let assessment = Assessment { id: NEW.to_owned(), instrument: String::new(), score, completed_on: day };
    attempts.push(add(facts, Step::Assess(score), [Fact::Assessment(assessment)]));
}

fn trainings(rule: &CountSteps, facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    let most = rule.steps.first().map_or(0, |step| step.at_least);
    for count in 1..=most.min(4) {
        let added = (0..count).map(|index| {
            Fact::Training(Training {
                id: format!("{NEW}{index}"),
                kind: rule.training,
                held_on: day,
                attended: true,
                clicked_permille: None,
                reported_permille: None,
            })
        });
        let step = Step::AttendTrainings(u32::try_from(count).unwrap_or(u32::MAX));
        let attempt = add(facts, step, added);
        attempts.push(attempt);
    }
}

fn drill(rule: &DrillRates, facts: &SupplierFacts, day: NaiveDate, attempts: &mut Vec<Attempt>) {
    let step = Step::PassDrill {
        clicked_below_permille: rule.clicked_below_permille,
        reported_at_least_permille: rule.reported_at_least_permille,
    };
    let drill = Training {
        id: NEW.to_owned(),
        kind: rule.training,
        held_on: day,
        attended: true,
        clicked_permille: Some(0),
        reported_permille: Some(1_000),
    };
    attempts.push(add(facts, step, [Fact::Training(drill)]));
}
