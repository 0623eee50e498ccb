//! The wizard: which profile, which face, and the one place where it meets the terminal.

use super::args::{self, When};
use super::load::{self, Unread};
use super::output::talk;
use super::rescue::{DRAFT, Keeper, Running};
use super::{End, Stop, profiles};
use crate::catalog::CATALOG;
use crate::cli::words;
use crate::plain::{self, Ending, Options};
use crate::profile::examples::Example;
use crate::profile::{Language, Profile};
use crate::screen::{self, Look, Spot};
use crate::steps::REVIEW_STEP;
use crate::terminal::check::{self, Surroundings};
use crate::terminal::clipboard::{Clipboard, to_controlling_terminal};
use crate::terminal::lines::Lines;
use crate::terminal::perform::Performer;
use crate::terminal::{self, Exit, files};
use crate::wizard::{File, Message, Model, Place, update};
use ratatui::Frame;
use ratatui::layout::Position;
use std::cell::{Cell, RefCell};
use std::io::{self, BufReader, IsTerminal};
use std::path::Path;

/// Runs the wizard in the face that fits.
pub(super) fn run(
    args: &args::Wizard,
    surroundings: Surroundings,
    language: Language,
) -> Result<End, Stop> {
    if let Some(path) = &args.profile {
        profiles::may_open(path, language)?;
    }
    if !surroundings.terminal && !args.plain {
        return Err(Stop(words(language).no_terminal.to_owned()));
    }
    let path = args.profile.as_deref();
    let mut model = match args.example {
        Some(example) => begin(example, path, language)?,
        None => open(path, language)?,
    };
    model.mouse = args.mouse;
    let ascii = args.ascii || !surroundings.utf8;
    let terminal = io::stdin().is_terminal();
    // Answers from a pipe are a script's, which is asked nothing that it does not expect.
    let folder = if terminal { terminal::rescue::folder(check::variable) } else { None };
    let running = Running::new(model, Keeper::new(folder, &DRAFT));
    if args.plain || surroundings.dumb || surroundings.accessible {
        return on_lines(running, Options { echo: !terminal, ascii });
    }
    let colour = match args.color {
        When::Auto => !surroundings.no_color,
        When::Always => true,
        When::Never => false,
    };
    on_screen(running, Look { colour, ascii })
}

/// The wizard on the whole screen. The terminal knows neither the wizard nor its picture; they
/// meet here.
fn on_screen(mut running: Running, look: Look) -> Result<End, Stop> {
    if look.colour {
        // The terminal's library reads NO_COLOR too, and knows nothing of `--color always`.
        crossterm::style::force_color_output(true);
    }
    let Running { model, keeper } = &mut running;
    let language = Cell::new(model.language);
    let spots: RefCell<Vec<Spot>> = RefCell::default();
    let update = |model: &mut Model, message: Message| {
        let message = match message {
            Message::Click { column, row } => match place_at(&spots.borrow(), column, row) {
                Some(place) => Message::Point(place),
                None => return Vec::new(),
            },
            message => message,
        };
        let effects = update(model, message);
        keeper.note(model);
        language.set(model.language);
        effects
    };
    let draw = |model: &Model, frame: &mut Frame| {
        spots.replace(screen::draw(model, look, frame));
    };
    let options = terminal::Options { mouse: model.mouse, language: &language };
    match terminal::run(model, update, draw, options) {
        Ok(Exit::Quit) => {
            running.left();
            Ok(End::Fine)
        }
        Ok(exit @ Exit::Signal(_)) => Ok(End::Signal(exit.code())),
        Err(error) => Err(Stop((words(language.get()).broken_off)(&error.to_string()))),
    }
}

/// What the last frame showed at a cell.
fn place_at(spots: &[Spot], column: u16, row: u16) -> Option<Place> {
    let spot = spots.iter().find(|spot| spot.area.contains(Position { x: column, y: row }));
    spot.map(|spot| spot.place)
}

/// The wizard line by line.
fn on_lines(mut running: Running, options: Options) -> Result<End, Stop> {
    let Running { model, keeper } = &mut running;
    let mut performer = Performer::new(Clipboard::new(check::variable));
    let mut perform =
        |effect, language| performer.perform(effect, language, to_controlling_terminal);
    let broken_off = |error: &io::Error, language| {
        Stop((words(language).broken_off)(&files::reason(error, language)))
    };
    let lines = Lines::open(!options.echo).map_err(|error| broken_off(&error, model.language))?;
    let (mut input, mut output) = (BufReader::new(lines), io::stdout().lock());
    let mut note = |model: &Model| keeper.note(model);
    let ending = plain::run(model, &mut input, &mut output, &mut perform, &mut note, options);
    match (ending, input.get_ref().ended()) {
        (Ok(Ending::Left), _) => {
            running.left();
            Ok(End::Fine)
        }
        (_, Some(exit)) => Ok(End::Signal(exit.code())),
        (Ok(Ending::InputEnded), _) if model.unsaved() => {
            Err(Stop(words(model.language).ended_unsaved.to_owned()))
        }
        (Ok(Ending::InputEnded), _) => Ok(End::Fine),
        (Err(error), _) => Err(broken_off(&error, model.language)),
    }
}

/// The model over an example's answers, to be saved as a new profile.
fn begin(example: &Example, path: Option<&Path>, language: Language) -> Result<Model, Stop> {
    if let Some(path) = path.filter(|path| path.try_exists().unwrap_or(true)) {
        return Err(Stop((words(language).example_over_file)(&files::shown(path))));
    }
    let answers = example.profile(&CATALOG, language);
    let mut model = Model::new(&CATALOG, answers, None, language);
    model.saved = new_profile(language);
    model.save_to = path.map(Path::to_owned);
    model.step = REVIEW_STEP;
    Ok(model)
}

/// The model over a profile's file or over a new profile.
fn open(path: Option<&Path>, language: Language) -> Result<Model, Stop> {
    let Some(path) = path else {
        return Ok(Model::new(&CATALOG, new_profile(language), None, language));
    };
    if !path.try_exists().unwrap_or(true) {
        let mut model = Model::new(&CATALOG, new_profile(language), None, language);
        model.save_to = Some(path.to_owned());
        return Ok(model);
    }
    match load::profile(path, language) {
        Ok((loaded, bytes)) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let tags = load::wanted_tags(&loaded, path, language);
            let file = File { path: path.to_owned(), text };
            let mut model = Model::new(&CATALOG, loaded.profile, Some(file), language);
            if let Some((path, result)) = tags {
                update(&mut model, Message::ServiceTags { path, result });
            }
            Ok(model)
        }
        Err(Unread::File(stop) | Unread::Tags(stop)) => Err(stop),
        Err(Unread::Profile(remarks)) => {
            for remark in remarks {
                talk(&remark.lines(path, ""));
            }
            Err(Stop((words(language).not_opened)(&files::shown(path))))
        }
    }
}

/// Exports of a new profile speak the language of the screen.
fn new_profile(language: Language) -> Profile {
    Profile { language, ..Profile::new(CATALOG.as_of) }
}
