//! The wizard: which profile, which face, and the one place where it meets the terminal.

use super::args::{self, When};
use super::load::{self, Unread};
use super::output::{shown, talk};
use super::{End, Stop, profiles};
use crate::catalog::CATALOG;
use crate::plain::{self, Ending, Options};
use crate::profile::{Language, Profile};
use crate::screen::{self, Look, Spot};
use crate::terminal;
use crate::terminal::check::Surroundings;
use crate::terminal::{Exit, files};
use crate::wizard::{Effect, File, Message, Model, Place, update};
use crate::words::cli::words;
use ratatui::layout::Position;
use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal};
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
    let (mut model, tags) = open(args.profile.as_deref(), language)?;
    model.mouse = args.mouse;
    if let Some(tags) = tags.and_then(|tags| load::performer().perform(tags, language, |_| Ok(())))
    {
        update(&mut model, tags);
    }
    let ascii = args.ascii || !surroundings.utf8;
    if args.plain || surroundings.dumb || surroundings.accessible {
        return on_lines(&mut model, ascii);
    }
    let colour = match args.color {
        When::Auto => !surroundings.no_color,
        When::Always => true,
        When::Never => false,
    };
    on_screen(model, Look { colour, ascii })
}

/// The wizard on the whole screen.
fn on_screen(mut model: Model, look: Look) -> Result<End, Stop> {
    let language = model.language;
    if look.colour {
        // The terminal's library reads NO_COLOR too, and knows nothing of `--color always`.
        crossterm::style::force_color_output(true);
    }
    let shown_in = Cell::new(language);
    let spots = RefCell::new(Vec::new());
    let options = terminal::Options { mouse: model.mouse, language: &shown_in };
    let update = |model: &mut Model, message: Message| {
        let message = match message {
            Message::Click { column, row } => match place_at(&spots.borrow(), column, row) {
                Some(place) => Message::Point(place),
                None => return Vec::new(),
            },
            other => other,
        };
        let effects = update(model, message);
        shown_in.set(model.language);
        effects
    };
    let draw = |model: &Model, frame: &mut ratatui::Frame| {
        spots.replace(screen::draw(model, look, frame));
    };
    match terminal::run(&mut model, update, draw, options) {
        Ok(Exit::Quit) => Ok(End::Fine),
        Ok(exit @ Exit::Signal(_)) => Ok(End::Signal(exit.code())),
        Err(error) => Err(Stop((words(language).broken_off)(&error.to_string()))),
    }
}

/// What the last frame showed at a cell.
fn place_at(spots: &[Spot], column: u16, row: u16) -> Option<Place> {
    let spot = spots.iter().find(|spot| spot.area.contains(Position { x: column, y: row }));
    spot.map(|spot| spot.place)
}

/// The wizard line by line.
fn on_lines(model: &mut Model, ascii: bool) -> Result<End, Stop> {
    let language = model.language;
    let mut performer = load::performer();
    let send = terminal::clipboard::to_controlling_terminal;
    let mut perform = |effect| performer.perform(effect, language, send);
    let options = Options { echo: !io::stdin().is_terminal(), ascii };
    let mut output = io::stdout().lock();
    let ending = plain::run(model, &mut io::stdin().lock(), &mut output, &mut perform, options);
    match ending {
        Ok(Ending::InputEnded) if model.unsaved() => {
            Err(Stop(words(model.language).ended_unsaved.to_owned()))
        }
        Ok(_) => Ok(End::Fine),
        Err(error) => Err(Stop((words(language).broken_off)(&files::reason(&error, language)))),
    }
}

/// The model over a profile's file or over a new profile, and the service tag file to read.
fn open(path: Option<&Path>, language: Language) -> Result<(Model, Option<Effect>), Stop> {
    let Some(path) = path else {
        return Ok((Model::new(&CATALOG, new_profile(language), None, language), None));
    };
    if !path.try_exists().unwrap_or(true) {
        let mut model = Model::new(&CATALOG, new_profile(language), None, language);
        model.save_to = Some(path.to_owned());
        return Ok((model, None));
    }
    match load::profile(path, language) {
        Ok((loaded, bytes)) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let tags = load::wanted_tags(&loaded, path);
            let file = File { path: path.to_owned(), text };
            Ok((Model::new(&CATALOG, loaded.profile, Some(file), language), tags))
        }
        Err(Unread::File(stop)) => Err(stop),
        Err(Unread::Profile(remarks)) => {
            for remark in remarks {
                talk(&remark.lines(path));
            }
            Err(Stop((words(language).not_opened)(&shown(path))))
        }
    }
}

/// Exports of a new profile speak the language of the screen.
fn new_profile(language: Language) -> Profile {
    Profile { language, ..Profile::new(CATALOG.as_of) }
}
